using System.Globalization;
using Coverage.Recording;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Entries;

/// <summary>What the form of an entry sends beside its state.</summary>
internal sealed record EntryFields
{
    /// <summary>The share of the assets in percent, as typed.</summary>
    [FromForm]
    public string? Share { get; init; }

    /// <summary>Where it runs.</summary>
    [FromForm]
    public string? Place { get; init; }

    /// <summary>What proves it.</summary>
    [FromForm]
    public string? Evidence { get; init; }

    /// <summary>What does it.</summary>
    [FromForm]
    public string? Product { get; init; }

    /// <summary>A note.</summary>
    [FromForm]
    public string? Note { get; init; }

    /// <summary>Since which day, as typed.</summary>
    [FromForm]
    public string? Since { get; init; }

    /// <summary>A share as the form shows it, in percent.</summary>
    public static string Percent(double? share) => (100 * (share ?? 1)).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A day as the form shows it; empty for none.</summary>
    public static string Day(DateTime? since) => since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Read; a share or a day that stands there as it was shown is what it was.</summary>
    /// <param name="share">The share that is recorded.</param>
    /// <param name="since">Since when, as it is recorded.</param>
    /// <param name="isMoved">Whether it is given another state.</param>
    /// <param name="isPlanned">Whether that is a plan, which has no day.</param>
    /// <exception cref="PostureRefusedException">The share is no number, or the day is none.</exception>
    public EntryDetails Read(double? share, DateTime? since, bool isMoved, bool isPlanned)
    {
        var text = Typed.Text(Share).TrimEnd('%').TrimEnd();
        return new EntryDetails(text == Percent(share) ? share : Typed.Number("The share of assets", text, 100) / 100, Typed.Text(Place), Typed.Text(Evidence), Typed.Text(Product), Typed.Text(Note))
        {
            Since = ReadSince(since, isMoved, isPlanned),
        };
    }

    /// <summary>Empty is from this moment on for another state, and not known for the same.</summary>
    private StatedDay? ReadSince(DateTime? shown, bool isMoved, bool isPlanned)
    {
        if (Since is null) return null;
        var text = Since.Trim();
        if (text.Length == 0) return isMoved || shown is null ? null : new StatedDay(null);
        if (text == Day(shown)) return isMoved && !isPlanned ? new StatedDay(shown) : null;
        return new StatedDay(Typed.Day(Since)?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
    }
}
