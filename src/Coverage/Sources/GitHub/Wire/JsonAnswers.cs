using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Coverage.Sources.GitHub.Wire;

/// <summary>
/// Takes JSON answers in whole and lets nothing else through: Octokit makes a null of another content type or an empty
/// body, without a word, and its reader would go as deep as the JSON does. A body that breaks is met where it can be asked for again.
/// </summary>
internal sealed class JsonAnswers(GitHubOptions options) : DelegatingHandler
{
    private const int PieceBytes = 1 << 16;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isJson = !request.Get(WireKeys.Streamed);
        if (isJson && request.Headers.AcceptEncoding.Count == 0) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (isJson && response.IsSuccessStatusCode)
        {
            await TakeAsync(response, AddressGuard.Shown(request.RequestUri!), isWalked: !request.Get(WireKeys.OwnReader), cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>A body as it was before it was compressed for the way.</summary>
    public static async Task<Stream> UnpackedAsync(HttpResponseMessage response, string host, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return response.Content.Headers.ContentEncoding switch
        {
            { Count: 0 } => body,
            { Count: 1 } encodings when encodings.First().Equals("gzip", StringComparison.OrdinalIgnoreCase) => new GZipStream(body, CompressionMode.Decompress),
            { Count: 1 } encodings when encodings.First().Equals("identity", StringComparison.OrdinalIgnoreCase) => body,
            _ => throw new FeedException(FeedFault.WrongContent, $"{host} compresses in a way that was not asked for."),
        };
    }

    private async Task TakeAsync(HttpResponseMessage response, string host, bool isWalked, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        if (!type.Equals("application/json", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("+json", StringComparison.OrdinalIgnoreCase))
        {
            throw new FeedException(FeedFault.WrongContent, $"{host} answered with {(type.Length == 0 ? "no content type" : PlainText.Line(type, 60))} where JSON belongs. Is there a sign-in page or another server in between?");
        }

        var taken = await ReadAsync(response, host, cancellationToken).ConfigureAwait(false);
        if (isWalked && !IsJson(taken.Bytes))
        {
            taken.Dispose();
            throw new FeedException(FeedFault.WrongContent, $"{host} answered with what is no JSON, or none at all.");
        }

        response.Content.Dispose();
        response.Content = taken;
    }

    private async Task<TakenJson> ReadAsync(HttpResponseMessage response, string host, CancellationToken cancellationToken)
    {
        try
        {
            var body = await UnpackedAsync(response, host, cancellationToken).ConfigureAwait(false);
            await using var closed = body.ConfigureAwait(false);
            return await ReadAsync(body, host, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw new FeedException(FeedFault.WrongContent, $"{host} answered with what cannot be unpacked.", e);
        }
    }

    /// <summary>Into borrowed memory as it grows: a list of thousands of files would leave several times its size behind.</summary>
    private async Task<TakenJson> ReadAsync(Stream body, string host, CancellationToken cancellationToken)
    {
        var (whole, length) = (ArrayPool<byte>.Shared.Rent(PieceBytes), 0);
        try
        {
            for (int count; (count = await body.ReadAsync(whole.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                length += count;
                if (length > options.JsonBytes) throw new FeedException(FeedFault.TooLarge, $"{host} answered with more than {Origins.Budget.Size(options.JsonBytes)} of JSON.");
                if (length == whole.Length) whole = Grown(whole);
            }

            return new TakenJson(whole, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(whole);
            throw;
        }
    }

    private static byte[] Grown(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        if (bytes.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..]) return false;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>A JSON answer that was taken in whole, and can be had as it lies until it is disposed of: in borrowed memory.</summary>
internal sealed class TakenJson : ByteArrayContent
{
    private readonly int length;
    private byte[]? borrowed;

    public TakenJson(byte[] borrowed, int length)
        : base(borrowed, 0, length)
    {
        (this.borrowed, this.length) = (borrowed, length);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public ReadOnlySpan<byte> Bytes => borrowed.AsSpan(0, length);

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref borrowed, null) is { } whole) ArrayPool<byte>.Shared.Return(whole);
        base.Dispose(disposing);
    }
}
