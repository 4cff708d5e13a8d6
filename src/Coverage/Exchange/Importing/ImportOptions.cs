using System.Collections.Immutable;

namespace Coverage.Exchange.Importing;

/// <summary>What a person says about a file before it is read.</summary>
public sealed record ImportOptions
{
    /// <summary>Nothing said: the content decides.</summary>
    public static ImportOptions None { get; } = new();

    /// <summary>The fields that a column can be mapped to.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["id", "title", "sigma", "state", "techniques", "where", "since", "owner", "note"];

    /// <summary>The format's name; null to recognise it by its content.</summary>
    public string? Format { get; init; }

    /// <summary>Fields of ours by the name of the column that holds them.</summary>
    public ImmutableDictionary<string, string> Columns { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of fields, from 1, as a person chose them; 0 for none. They go before all names.</summary>
    public ImmutableDictionary<string, int> Places { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Whether a person is asked for columns: a table none of whose columns names a rule is then no mistake.</summary>
    public bool Asks { get; init; }

    /// <summary>What it may be at most.</summary>
    public ImportLimits Limits { get; init; } = ImportLimits.Default;

    /// <summary>Options with the columns that <c>column=field</c> texts name.</summary>
    /// <param name="columns">The texts.</param>
    /// <param name="format">The format's name; null for none.</param>
    /// <param name="fields">The fields that there are; those of rules if it is not said.</param>
    /// <exception cref="FormatException">One of them is none, or names no field.</exception>
    public static ImportOptions Mapped(IEnumerable<string> columns, string? format, IReadOnlyList<string>? fields = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        fields ??= Fields;
        var mapped = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in columns.Where(text => !string.IsNullOrWhiteSpace(text)))
        {
            var at = text.LastIndexOf('=');
            var field = at < 0 ? "" : text[(at + 1)..].Trim().ToLowerInvariant();
            if (at <= 0 || !fields.Contains(field)) throw new FormatException($"'{text}' maps no column: write COLUMN=FIELD, where FIELD is {string.Join(", ", fields)}.");
            mapped[text[..at].Trim()] = field;
        }

        return new ImportOptions { Format = format, Columns = mapped.ToImmutable() };
    }
}
