using Coverage.Recording.Upgrading;
using Coverage.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Coverage.Web.Features.Recording.Upgrade;

/// <summary>Carrying the posture along with ATT&amp;CK, and deciding what waits.</summary>
internal static class UpgradeEndpoints
{
    public const string Settle = "/posture/upgrade/settle";

    public const string Carry = "/posture/upgrade/carry";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Settle, SettleAsync).RequireAuthorization(Policies.Engineer);
        endpoints.MapPost(Carry, CarryAsync).RequireAuthorization(Policies.Engineer);
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
}
