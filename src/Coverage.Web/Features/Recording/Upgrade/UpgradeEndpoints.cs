using Coverage.Audit;
using Coverage.Catalog;
using Coverage.Data;
using Coverage.Recording.Upgrading;
using Coverage.Sources;
using Coverage.Sources.Origins;
using Coverage.Sync;
using Coverage.Web.Components;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>Carrying the posture along with ATT&amp;CK, and deciding what waits.</summary>
internal static class UpgradeEndpoints
{
    public const string Settle = "/posture/upgrade/settle";

    public const string Carry = "/posture/upgrade/carry";

    public const string Rehearse = "/upgrade/rehearse";

    public const string CancelRehearsal = "/upgrade/rehearse/cancel";

    /// <summary>Bytes of an uploaded release: a bundle of ATT&amp;CK takes about 50 MiB, packed a tenth of it.</summary>
    public const int MostUploaded = 120 << 20;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        UpgradeExports.Map(endpoints);
        endpoints.MapPost(Settle, SettleAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Carry, CarryAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Rehearse, RehearseAsync).RequireAuthorization(Policies.Engineer).WithMetadata(new RequestSizeLimitAttribute(MostUploaded + (8 << 20)));
        endpoints.MapPost(CancelRehearsal, CancelAsync).RequireAuthorization(Policies.Engineer);
    }

    /// <summary>Names an entry and the technique that it names: a profile has an entry for many.</summary>
    public static string KeyOf(NamedTechnique named)
    {
        ArgumentNullException.ThrowIfNull(named);
        return $"{named.Entry.Kind}/{named.Entry.Environment}/{named.Entry.Key}/{named.Technique}";
    }

    private static Task SettleAsync([FromForm] string? entry, [FromForm] string? to, [FromForm] string? act, AttackUpgrades upgrades, [AsParameters] Step step) => step.DoAsync(who =>
    {
        var waiting = AttackUpgrades.Of(step.View).Queue.FirstOrDefault(known => KeyOf(known.Named) == entry) ?? throw Typed.Refused("It does not wait any longer: somebody has decided it.");
        if (act is not ("move" or "drop")) throw Typed.Refused("Move it or remove it.");
        return upgrades.Settle(who, waiting.Named, act == "drop" ? null : Typed.Text(to).ToUpperInvariant()).EditId;
    });

    private static Task CarryAsync(AttackUpgrades upgrades, [AsParameters] Step step) => step.DoAsync(who => upgrades.Carry(who)?.EditId ?? 0);

    /// <summary>Of an uploaded file, of the newest that a source has, or of a path on the server, which takes an administrator, since it reads what the server's account can read.</summary>
    private static Task RehearseAsync(IFormFile? file, [FromForm] string? source, [FromForm] string? path, HttpContext context, CurrentPerson person, UpgradeRehearsals rehearsals, Uploads uploads, NewestContent newest) => PostureForm.DoAsync(context, person, "/upgrade#rehearsal", async who =>
    {
        if (new[] { file is { Length: > 0 }, Typed.Text(source).Length > 0, Typed.Text(path).Length > 0 }.Count(given => given) > 1) throw Typed.Refused("Choose one: a file, a source or a path.");
        if (file is { Length: > MostUploaded }) throw Typed.Refused($"The file is larger than {MostUploaded >> 20} MiB. Pack it (.gz, .zip), or name a path on the server.");
        if (file is { Length: > 0 })
        {
            await using var content = file.OpenReadStream();
            var kept = await uploads.KeepAsync(content, file.FileName, context.RequestAborted);
            Start(rehearsals, who, kept.Name, _ => kept.Tree(), kept.Delete);
        }
        else if (Typed.Text(path) is { Length: > 0 } given)
        {
            if (who.Role < Role.Admin) throw Typed.Refused("A path on the server takes an administrator. Upload the file instead.");
            Start(rehearsals, who, given, _ => SourceTrees.Open(given), () => { });
        }
        else if (Typed.Text(source) is { Length: > 0 } name)
        {
            StartNewest(rehearsals, who, newest, name);
        }
        else
        {
            throw Typed.Refused("No file was chosen, or it is empty. Choose a STIX bundle of ATT&CK, an archive that holds it, or a source.");
        }

        return "/upgrade#rehearsal";
    });

    private static void StartNewest(UpgradeRehearsals rehearsals, Person who, NewestContent newest, string name)
    {
        try
        {
            var source = newest.Find(name, SourceKind.Attack);
            Start(rehearsals, who, $"the newest of {name}", job => newest.Fetch(source, who, new FeedMeter(meter => job.Report(new ImportProgress(meter.Phase, name, 0, 0))), job.Stopping), () => { });
        }
        catch (ImportUsageException unknown)
        {
            throw Typed.Refused(unknown.Message);
        }
    }

    /// <summary>Who is refused leaves no file behind.</summary>
    private static void Start(UpgradeRehearsals rehearsals, Person who, string name, Func<BackgroundJob<RehearsalResult>, SourceTree> open, Action delete)
    {
        try
        {
            rehearsals.Start(who, name, open, delete);
        }
        catch (ImportUsageException busy)
        {
            delete();
            throw Typed.Refused(busy.Message);
        }
    }

    private static Task CancelAsync([FromForm] string? back, HttpContext context, CurrentPerson person, UpgradeRehearsals rehearsals) => PostureForm.DoAsync(context, person, "/upgrade", _ =>
    {
        rehearsals.Current?.Cancel();
        return Task.FromResult(PostureForm.LocalPath(back) ?? "/upgrade");
    });
}
