using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coverage.GitHub.Faults;

/// <summary>Something that goes wrong with an answer. It stands around the endpoint: before it, after it or in its place.</summary>
public sealed partial class Fault
{
    private Fault(Func<HttpContext, Func<Task>, Task> apply) => Apply = apply;

    internal Func<HttpContext, Func<Task>, Task> Apply { get; }

    /// <summary>Another answer in place of the right one.</summary>
    public static Fault Status(int status, string body = "{\"message\":\"Server Error\"}", string contentType = "application/json; charset=utf-8", IReadOnlyDictionary<string, string?>? headers = null) =>
        Answer(status, Encoding.UTF8.GetBytes(body), contentType, headers);

    public static Fault Answer(int status, byte[] body, string contentType, IReadOnlyDictionary<string, string?>? headers = null) => new(async (http, _) =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        Set(http.Response, headers);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    });

    /// <summary>Does something at that moment, such as a push, and then answers as if nothing were.</summary>
    public static Fault Before(Action action) => new((_, next) =>
    {
        action();
        return next();
    });

    /// <summary>The right answer, and something happens once it is out.</summary>
    public static Fault After(Action action) => new(async (_, next) =>
    {
        await next();
        action();
    });

    /// <summary>Waits before it answers.</summary>
    public static Fault Slow(TimeSpan delay) => new(async (http, next) =>
    {
        await Task.Delay(delay, http.RequestAborted);
        await next();
    });

    /// <summary>A redirect to wherever, with 302 or another status.</summary>
    public static Fault Redirect(string location, int status = 302) => Status(status, "", headers: new Dictionary<string, string?> { ["Location"] = location });

    /// <summary>A redirect to the very address that was asked for, for ever.</summary>
    public static Fault RedirectToItself(int status = 302) => new((http, _) =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}{http.Request.QueryString}";
        return Task.CompletedTask;
    });

    /// <summary>The secondary limit, with <c>Retry-After</c> or without: 403 or 429.</summary>
    public static Fault SecondaryLimit(TimeSpan? retryAfter = null, int status = 403) => Status(
        status,
        "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.\",\"documentation_url\":\"https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits\"}",
        headers: new Dictionary<string, string?> { ["Retry-After"] = retryAfter is { } wait ? ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null });

    /// <summary>The primary limit, with any text as its reset: seconds, milliseconds, nonsense, or null for no such header.</summary>
    public static Fault PrimaryLimit(string? reset, int status = 403) => Status(
        status,
        "{\"message\":\"API rate limit exceeded for 127.0.0.1.\",\"documentation_url\":\"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api\"}",
        headers: new Dictionary<string, string?> { ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Reset"] = reset });

    private static void Set(HttpResponse response, IReadOnlyDictionary<string, string?>? headers)
    {
        foreach (var (name, value) in headers ?? new Dictionary<string, string?>())
        {
            response.Headers[name] = value;
        }
    }
}
