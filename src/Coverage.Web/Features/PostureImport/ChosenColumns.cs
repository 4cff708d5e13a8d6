using System.Collections.Immutable;
using System.Globalization;
using Coverage.Exchange.Importing;

namespace Coverage.Web.Features.PostureImport;

/// <summary>Which column of a table holds which field, as the URL has it: <c>title-2.state-0</c>; only what differs from what was taken without being told.</summary>
internal static class ChosenColumns
{
    /// <summary>How a form names the column of a field.</summary>
    public const string Field = "column-";

    private const int Most = 10_000;

    /// <summary>The fields, in words.</summary>
    public static string Words(string field) => field switch
    {
        "id" => "Id",
        "title" => "Title",
        "sigma" => "Sigma id",
        "state" => "State",
        "techniques" => "Techniques",
        "where" => "Where it runs",
        "since" => "Since",
        "owner" => "Owner",
        _ => "Note",
    };

    /// <summary>What the URL says; what is no field or no number is left out.</summary>
    public static ImmutableDictionary<string, int> Parse(string text) => text.Split('.').Select(part => part.Split('-'))
        .Where(part => part.Length == 2 && ImportOptions.Fields.Contains(part[0]) && Number(part[1]) is not null)
        .DistinctBy(part => part[0]).ToImmutableDictionary(part => part[0], part => Number(part[1])!.Value);

    /// <summary>What a form chose, for the URL.</summary>
    /// <param name="table">The columns, and which of them were taken without being told.</param>
    /// <param name="form">The form's fields.</param>
    public static string Of(ImportTable table, IFormCollection form) => string.Join('.', ImportOptions.Fields
        .Select(field => (Field: field, Place: Number(form[Field + field].ToString())))
        .Where(one => one.Place is { } place && place <= table.Columns.Count && place != table.Places.GetValueOrDefault(one.Field))
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Field}-{one.Place}")));

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most ? number : null;
}
