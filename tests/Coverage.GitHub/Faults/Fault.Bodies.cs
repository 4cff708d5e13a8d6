using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Coverage.GitHub.Faults;

/// <summary>What goes wrong with bodies: slow, silent, cut, endless, of the wrong type, with the wrong content.</summary>
public sealed partial class Fault
{
    /// <summary>So many bytes of the body, then silence until the client gives up.</summary>
    public static Fault Stall(long afterBytes) => Broken(afterBytes, http => Task.Delay(Timeout.Infinite, http.RequestAborted));

    /// <summary>So many bytes of the body, then the connection is gone. A shorter body comes whole.</summary>
    public static Fault Cut(long afterBytes) => Broken(afterBytes, async http =>
    {
        // What was flushed is let out to the client first; an abort drops what is still in the pipe.
        await Task.Delay(20, CancellationToken.None);
        http.Abort();
        throw new OperationCanceledException();
    });

    /// <summary>No answer at all: the connection is gone.</summary>
    public static Fault NoAnswer() => new((http, _) =>
    {
        http.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The body comes at this speed.</summary>
    public static Fault Trickle(int bytesPerSecond) => new((http, next) =>
    {
        http.Response.Body = new TrickledBody(http.Response.Body, bytesPerSecond);
        return next();
    });

    /// <summary>The right body under a wrong type.</summary>
    public static Fault ContentType(string type) => Headers(new Dictionary<string, string?> { ["Content-Type"] = type });

    /// <summary>The right answer with other headers; null takes one away.</summary>
    public static Fault Headers(IReadOnlyDictionary<string, string?> headers) => new((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            Set(http.Response, headers);
            return Task.CompletedTask;
        });
        return next();
    });

    /// <summary>A body that never ends: a start, and then blanks.</summary>
    public static Fault Endless(string contentType = "application/json; charset=utf-8", string start = "[") => new(async (http, _) =>
    {
        http.Response.ContentType = contentType;
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(start), http.RequestAborted);
        var blanks = Enumerable.Repeat((byte)' ', 1 << 16).ToArray();
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(blanks, http.RequestAborted);
        }
    });

    /// <summary>The right answer, its body changed; the length follows, the entity tag does not.</summary>
    public static Fault Rewrite(Func<byte[], byte[]> change) => new(async (http, next) =>
    {
        var wire = http.Response.Body;
        var buffer = new MemoryStream();
        http.Response.Body = buffer;
        await next();
        http.Response.Body = wire;
        var body = change(buffer.ToArray());
        http.Response.ContentLength = http.Response.ContentLength is null ? null : body.Length;
        await wire.WriteAsync(body, http.RequestAborted);
    });

    /// <summary>The body ends early and the connection says that all is well.</summary>
    public static Fault Truncate(int bytes) => Rewrite(body => body[..Math.Min(bytes, body.Length)]);

    /// <summary>A tree that names another blob for a file: the path's, or the first one's.</summary>
    public static Fault WrongTreeHash(string? path = null) => RewriteJson(json =>
    {
        var entry = json["tree"]!.AsArray().First(row => (string?)row!["type"] == "blob" && (path is null || (string?)row["path"] == path))!;
        var sha = (string)entry["sha"]!;
        entry["sha"] = (sha[0] == '0' ? '1' : '0') + sha[1..];
    });

    /// <summary>A tree that says it is not whole, and is not: only its first rows.</summary>
    public static Fault TruncatedTree(int entries) => RewriteJson(json =>
    {
        var tree = json["tree"]!.AsArray();
        while (tree.Count > entries)
        {
            tree.RemoveAt(tree.Count - 1);
        }

        json["truncated"] = true;
    });

    /// <summary>Other content of the same length: of a blob (JSON or raw) or any other body.</summary>
    public static Fault WrongContent() => Rewrite(body =>
    {
        if (body is [(byte)'{', ..] && JsonNode.Parse(body) is JsonObject json && json["encoding"] is not null)
        {
            json["content"] = Http.Base64.Lines(Flipped(Convert.FromBase64String((string)json["content"]!)));
            return Encoding.UTF8.GetBytes(json.ToJsonString());
        }

        return Flipped(body);
    });

    /// <summary>The right answer in JSON, changed.</summary>
    public static Fault RewriteJson(Action<JsonNode> change) => Rewrite(body =>
    {
        var json = JsonNode.Parse(body)!;
        change(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    });

    private static byte[] Flipped(byte[] body)
    {
        if (body.Length > 0)
        {
            body[body.Length / 2] ^= 1;
        }

        return body;
    }

    private static Fault Broken(long after, Func<HttpContext, Task> then) => new(async (http, next) =>
    {
        http.Response.Body = new FaultyBody(http.Response.Body, after, () => then(http));
        try
        {
            await next();
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
    });
}
