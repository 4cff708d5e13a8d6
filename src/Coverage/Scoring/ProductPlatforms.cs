using Coverage.Posture;

namespace Coverage.Scoring;

/// <summary>
/// Whose logs a log source is, by Sigma's products (<see href="https://sigmahq.io/docs/basics/log-sources.html"/>) in ATT&amp;CK's
/// words for platforms. It decides what is proposed where; no score depends on it.
/// </summary>
public static class ProductPlatforms
{
    /// <summary>Whether an environment has what a product's logs come from; a product that does not tell fits everywhere.</summary>
    public static bool Fit(string product, CoverageEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(environment);
        return Of(product) is not { Count: > 0 } platforms || platforms.Append(CoverageEnvironment.EveryPlatform).Intersect(environment.Platforms, StringComparer.OrdinalIgnoreCase).Any();
    }

    /// <summary>The platforms; none where the product does not tell, as of proxies, web servers and sensors, which can stand anywhere.</summary>
    public static IReadOnlyList<string> Of(string product) => product.ToLowerInvariant() switch
    {
        "windows" => ["Windows"],
        "linux" => ["Linux"],
        "macos" => ["macOS"],
        "aws" => ["IaaS"],
        "gcp" => ["IaaS", "Office Suite", "Google Workspace"],
        "azure" => ["IaaS", "Identity Provider", "Office Suite", "Azure AD", "Office 365"],
        "m365" => ["Office Suite", "Identity Provider", "Office 365", "Azure AD"],
        "okta" or "onelogin" => ["Identity Provider", "SaaS", "Azure AD"],
        "kubernetes" => ["Containers"],
        "github" or "bitbucket" => ["SaaS"],
        "cisco" or "fortigate" or "fortios" or "huawei" or "juniper" or "paloalto" => ["Network Devices", "Network"],
        _ => [],
    };
}
