namespace Coverage.Web.Components;

/// <summary>Names of the authorization policies that pages ask for; the host defines what they demand.</summary>
internal static class PagePolicy
{
    /// <summary>Everything that is only read.</summary>
    public const string Read = "Read";
}
