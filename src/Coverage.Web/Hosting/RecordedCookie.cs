using System.Globalization;

namespace Coverage.Web.Hosting;

/// <summary>Remembers for a minute, in the browser that did it, which step was recorded last: the next pages say so and offer to take it back.</summary>
internal static class RecordedCookie
{
    /// <summary>The cookie; a script may set it to 0 where somebody has read the notice.</summary>
    public const string Name = "coverage-recorded";
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    /// <summary>Remembers a step; 0 is none.</summary>
    public static void Set(HttpContext context, long step)
    {
        if (step <= 0) return;
        context.Response.Cookies.Append(Name, step.ToString(CultureInfo.InvariantCulture), new CookieOptions { SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = Length, Path = "/", IsEssential = true });
    }

    /// <summary>The step; null if none was recorded within the minute.</summary>
    public static long? Read(HttpContext? context) =>
        long.TryParse(context?.Request.Cookies[Name], NumberStyles.None, CultureInfo.InvariantCulture, out var step) && step > 0 ? step : null;
}
