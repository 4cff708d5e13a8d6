using Coverage.Catalog;

namespace Coverage.Views.Changes;

/// <summary>Where an item applies, in ATT&amp;CK's words; a rule of a product that is no platform applies where its techniques do.</summary>
internal static class PlatformWords
{
    public static IReadOnlyList<string> Of(CatalogItem? item, IEnumerable<string> techniques, CoverageView view) => item switch
    {
        Technique technique => technique.Platforms,
        Actor { Platforms.Length: > 0 } software => software.Platforms,
        Analytic analytic => analytic.Platforms,
        AtomicTest test => [.. test.Platforms.Select(Word).Distinct()],
        DetectionRule { Product: { Length: > 0 } product } when Known(product) is { } word => [word],
        DetectionRule or DefensiveTechnique or OffensiveTechnique => [.. techniques.SelectMany(id => view.Find(id)?.Technique.Platforms ?? []).Distinct().Order(StringComparer.OrdinalIgnoreCase)],
        _ => [],
    };

    private static string Word(string platform) => Known(platform) ?? platform;

    private static string? Known(string word) => word switch
    {
        "windows" => "Windows",
        "linux" => "Linux",
        "macos" => "macOS",
        "esxi" => "ESXi",
        "containers" or "kubernetes" => "Containers",
        "aws" or "azure" or "gcp" or "iaas:aws" or "iaas:azure" or "iaas:gcp" => "IaaS",
        "azure-ad" or "okta" or "onelogin" => "Identity Provider",
        "office-365" or "m365" or "google-workspace" => "Office Suite",
        "saas" or "github" or "bitbucket" => "SaaS",
        "cisco" or "fortigate" or "juniper" or "huawei" => "Network Devices",
        _ => null,
    };
}
