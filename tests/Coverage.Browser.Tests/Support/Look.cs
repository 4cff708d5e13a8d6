namespace Coverage.Browser.Tests.Support;

/// <summary>How a page is looked at.</summary>
public enum Look
{
    /// <summary>1440 x 900, light.</summary>
    Light,

    /// <summary>1440 x 900, dark.</summary>
    Dark,

    /// <summary>390 x 844, light.</summary>
    Phone,
}
