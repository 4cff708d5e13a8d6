using Coverage.Posture;

namespace Coverage.Exchange.Importing.Formats;

/// <summary>What tables call the state of a rule.</summary>
internal static class StateWords
{
    /// <summary>The state; deployed where nothing is said, null for what is no state.</summary>
    public static DeploymentState? Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "" or "deployed" or "enabled" or "active" or "on" or "yes" or "y" or "true" or "1" or "production" or "running" => DeploymentState.Deployed,
        "disabled" or "inactive" or "off" or "no" or "n" or "false" or "0" => DeploymentState.Disabled,
        "planned" or "draft" or "todo" => DeploymentState.Planned,
        _ => null,
    };
}
