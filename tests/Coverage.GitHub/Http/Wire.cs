using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Coverage.GitHub.Http;

/// <summary>Puts a reply on the wire: conditions first, then headers and body.</summary>
internal static class Wire
{
    /// <summary>Gives a reply its entity tag, and turns it into a 304 where the client has it already.</summary>
    public static Reply Conditioned(Exchange exchange, Reply reply)
    {
        if (reply.Status != 200 || reply.File is not null || exchange.Record.Method is not ("GET" or "HEAD"))
        {
            return reply;
        }

        var headers = exchange.Http.Request.Headers;
        var tagged = reply with { ETag = reply.ETag ?? TagOf(exchange, reply) };
        var unchanged = headers.IfNoneMatch.ToString() is { Length: > 0 } known
            ? Matches(known, tagged.ETag!)
            : reply.LastModified is { } modified && headers.IfModifiedSince.ToString() is { Length: > 0 } since
              && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, out var time) && modified.ToUnixTimeSeconds() <= time.ToUnixTimeSeconds();
        return unchanged ? tagged with { Status = 304, Body = [], ContentType = null } : tagged;
    }

    public static async Task SendAsync(HttpContext http, Reply reply)
    {
        var response = http.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.Headers.Location = reply.Location;
        response.Headers.ETag = reply.ETag;
        response.Headers.LastModified = reply.LastModified?.ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        if (reply.File is { } path && !HttpMethods.IsHead(http.Request.Method))
        {
            await using var file = File.OpenRead(path);
            await file.CopyToAsync(response.Body, 1 << 16, http.RequestAborted);
        }
        else if (reply.Status is not (304 or 204))
        {
            response.ContentLength = reply.Body.Length;
            if (!HttpMethods.IsHead(http.Request.Method))
            {
                await response.Body.WriteAsync(reply.Body, http.RequestAborted);
            }
        }
    }

    /// <summary>GitHub's entity tags depend on the token, as its support confirms; a renewed one makes them useless.</summary>
    private static string TagOf(Exchange exchange, Reply reply)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(reply.Body);
        if (exchange.Server.Options.TagsDependOnToken)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(exchange.Record.Authorization ?? ""));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(exchange.Accept));
        return $"W/\"{Convert.ToHexStringLower(hash.GetHashAndReset())}\"";
    }

    private static bool Matches(string known, string tag) =>
        known == "*" || known.Split(',').Any(one => Strong(one.Trim()) == Strong(tag));

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
