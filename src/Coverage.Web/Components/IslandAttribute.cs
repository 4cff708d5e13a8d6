namespace Coverage.Web.Components;

/// <summary>
/// Put on a page that holds an interactive island (<c>@attribute [Island]</c>): <see cref="App"/> then sends Blazor's and
/// MudBlazor's scripts and styles along, which the pages that are only read do without.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class IslandAttribute : Attribute;
