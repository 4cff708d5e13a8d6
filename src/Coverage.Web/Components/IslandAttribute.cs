namespace Coverage.Web.Components;

/// <summary>
/// Put on a page that holds an interactive island (<c>@attribute [Island(Policies.Engineer)]</c>): <see cref="App"/> then
/// sends Blazor's and MudBlazor's scripts and styles along, which the pages that are only read do without.
/// </summary>
/// <param name="policy">Who gets the island; the page holds it back from others by the same policy.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class IslandAttribute(string policy) : Attribute
{
    /// <summary>Who gets the island.</summary>
    public string Policy { get; } = policy;
}
