using System.Globalization;
using Coverage.Posture;

namespace Coverage.Web.Components;

/// <summary>States of what is recorded, to choose from and to read.</summary>
internal static class StateWords
{
    /// <summary>Of a rule.</summary>
    public static IReadOnlyList<(string Value, string Words)> Deployments { get; } = Choices<DeploymentState>();

    /// <summary>Of a control.</summary>
    public static IReadOnlyList<(string Value, string Words)> Implementations { get; } = Choices<ImplementationState>();

    /// <summary>Of a log source.</summary>
    public static IReadOnlyList<(string Value, string Words)> Telemetry { get; } = [("", "not recorded"), ("yes", "collected"), ("no", "not collected")];

    /// <summary>A state in words; <c>none</c> for nothing recorded.</summary>
    public static string Of<T>(T? state)
        where T : struct, Enum => state is { } known ? known.ToString().ToLower(CultureInfo.InvariantCulture) : "none";

    private static IReadOnlyList<(string, string)> Choices<T>()
        where T : struct, Enum => [("", "none"), .. Enum.GetValues<T>().Select(state => (state.ToString(), Of<T>(state)))];
}
