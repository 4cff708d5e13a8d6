using System.Globalization;
using Coverage.Recording;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Entries;

/// <summary>What the form of an entry sends beside its state.</summary>
internal sealed record EntryFields([FromForm] string? Share, [FromForm] string? Place, [FromForm] string? Evidence, [FromForm] string? Product, [FromForm] string? Note)
{
    /// <summary>A share as the form shows it, in percent.</summary>
    public static string Percent(double? share) => (100 * (share ?? 1)).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Read; a share that stands there as it was shown is what it was.</summary>
    /// <param name="before">The share that is recorded.</param>
    /// <exception cref="PostureRefusedException">The share is no number.</exception>
    public EntryDetails Read(double? before)
    {
        var text = Typed.Text(Share).TrimEnd('%').TrimEnd();
        var share = text == Percent(before) ? before : Typed.Number("The share of assets", text, 100) / 100;
        return new EntryDetails(share, Typed.Text(Place), Typed.Text(Evidence), Typed.Text(Product), Typed.Text(Note));
    }
}
