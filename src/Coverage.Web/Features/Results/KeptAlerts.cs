using System.Collections.Immutable;
using Coverage.Exchange.Evidence;
using Coverage.Exchange.Importing;
using Coverage.Sources;

namespace Coverage.Web.Features.Results;

/// <summary>Alerts that a person laid beside the runs that are pending, with the file: its columns can be chosen, and it is read again then.</summary>
internal sealed class KeptAlerts
{
    private const string Field = "column-";

    private readonly ImportFile file;
    private volatile Read read;

    /// <summary>Reads them by the usual names of columns.</summary>
    /// <param name="file">The file.</param>
    /// <param name="environment">The environment's key.</param>
    /// <param name="window">How long after a run an alert may come.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceRefusedException">It cannot be read.</exception>
    public KeptAlerts(ImportFile file, string environment, TimeSpan window, DateTime now, CancellationToken cancellationToken)
    {
        (this.file, Environment, Window) = (file, environment, window);
        read = ReadBy(ImmutableDictionary<string, string>.Empty, now, cancellationToken);
    }

    /// <summary>The file's name.</summary>
    public string File => file.Name;

    /// <summary>The environment's key.</summary>
    public string Environment { get; }

    /// <summary>How long after a run an alert may come.</summary>
    public TimeSpan Window { get; }

    /// <summary>What was read last.</summary>
    public AlertReading Reading => read.Reading;

    /// <summary>By field the column that somebody chose.</summary>
    public IReadOnlyDictionary<string, string> Columns => read.Columns;

    /// <summary>The name of the form's field that chooses a column.</summary>
    public static string NameOf(string field) => Field + field;

    /// <summary>By field the column that a form chooses; fields that it leaves to the usual names are missing.</summary>
    /// <exception cref="SourceRefusedException">One column is to hold two fields.</exception>
    public static ImmutableDictionary<string, string> Chosen(IFormCollection form)
    {
        var chosen = AlertFile.Fields.Select(field => (Field: field, Column: form[NameOf(field)].ToString())).Where(one => one.Column.Length > 0).ToList();
        return chosen.GroupBy(one => one.Column, StringComparer.OrdinalIgnoreCase).FirstOrDefault(column => column.Count() > 1) is { } twice
            ? throw new SourceRefusedException($"The column {twice.Key[..Math.Min(twice.Key.Length, 60)]} is chosen for two fields. It can hold one.")
            : chosen.ToImmutableDictionary(one => one.Field, one => one.Column);
    }

    /// <summary>Reads it by other columns.</summary>
    /// <exception cref="SourceRefusedException">It cannot be read.</exception>
    public void Choose(ImmutableDictionary<string, string> columns, DateTime now, CancellationToken cancellationToken) => read = ReadBy(columns, now, cancellationToken);

    private Read ReadBy(ImmutableDictionary<string, string> columns, DateTime now, CancellationToken cancellationToken) => new(columns, AlertFile.Read(
        file,
        new ImportOptions { Columns = columns.ToImmutableDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase), Asks = true },
        now,
        cancellationToken));

    private sealed record Read(ImmutableDictionary<string, string> Columns, AlertReading Reading);
}
