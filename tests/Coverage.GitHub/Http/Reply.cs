namespace Coverage.GitHub.Http;

/// <summary>What an endpoint answers, before conditions, faults and the wire.</summary>
internal sealed record Reply(int Status)
{
    public const string JsonType = "application/json; charset=utf-8";
    private const string Documentation = "https://docs.github.com/rest";

    public byte[] Body { get; init; } = [];

    /// <summary>A file in place of <see cref="Body"/>; it goes out in chunks, without a length, as archives do.</summary>
    public string? File { get; init; }

    public string? ContentType { get; init; } = JsonType;

    public string? Location { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Its entity tag where that is not made of the body and the caller.</summary>
    public string? ETag { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Reply Ok(object value, DateTimeOffset? lastModified = null) => new(200) { Body = Json.Bytes(value), LastModified = lastModified };

    public static Reply Raw(byte[] bytes, string contentType, string? etag = null) => new(200) { Body = bytes, ContentType = contentType, ETag = etag };

    public static Reply Fail(int status, string message) =>
        new(status) { Body = Json.Bytes(new { message, documentation_url = Documentation, status = status.ToString(System.Globalization.CultureInfo.InvariantCulture) }) };

    public static Reply NotFound() => Fail(404, "Not Found");

    public static Reply Redirect(int status, string location) => new(status)
    {
        Location = location,
        Body = status == 302 ? [] : Json.Bytes(new { message = "Moved Permanently", url = location, documentation_url = Documentation }),
        ContentType = status == 302 ? "text/html;charset=utf-8" : JsonType,
    };
}
