namespace Coverage.Sources.GitHub.Wire;

/// <summary>An origin: scheme, host and port together. A credential belongs to one.</summary>
internal static class WebOrigin
{
    public static bool Same(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
