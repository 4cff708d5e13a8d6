using System.Net;
using System.Net.Sockets;

namespace Coverage.Web.Hosting;

/// <summary>Where the app listens, under which names, and whether anyone may read there.</summary>
/// <param name="Addresses">The addresses, http only.</param>
/// <param name="Published">Whether the port is published on a host's loopback: then reading needs to be signed in, too.</param>
/// <param name="Names">The host names that are answered, in lower case.</param>
internal sealed record Listening(IReadOnlyList<BindingAddress> Addresses, bool Published, IReadOnlySet<string> Names)
{
    private const int FirstPort = 5080;
    private const int Ports = 100;

    /// <summary>Decides it.</summary>
    /// <exception cref="ServeRefusedException">It cannot be, or would not be safe.</exception>
    public static Listening Of(ServeOptions options, IConfiguration configuration)
    {
        var published = options.PublishedOnLoopback ?? IsTrue(configuration["COVERAGE_PUBLISHED_ON_LOOPBACK"] ?? configuration["PublishedOnLoopback"]);
        var urls = new[] { options.Url, configuration["COVERAGE_URL"], configuration[WebHostDefaults.ServerUrlsKey] }.FirstOrDefault(url => !string.IsNullOrWhiteSpace(url));
        var addresses = Split(urls ?? $"http://127.0.0.1:{FreePort()}").Select(Parse).ToList();
        if (addresses.Count == 0) throw new ServeRefusedException($"'{urls}' is no address to listen on. Give one as http://127.0.0.1:{FirstPort}.");
        if (!published && addresses.FirstOrDefault(address => !IsLoopback(address.Host)) is { } open)
        {
            throw new ServeRefusedException(
                $"{open} can be reached from other machines, and there are no accounts yet that would keep strangers out. "
                + $"Listen on http://127.0.0.1:{open.Port}. In a container whose port is published on the host's loopback only, set COVERAGE_PUBLISHED_ON_LOOPBACK=true.");
        }

        IEnumerable<string> names = ["127.0.0.1", "localhost", "[::1]"];
        names = names.Concat(published ? Split(configuration["COVERAGE_ALLOWED_HOSTS"] ?? configuration["AllowedHosts"] ?? "") : addresses.Select(address => address.Host));
        return new Listening(addresses, published, names.Select(name => name.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Whether a request's host is one of ours; on loopback the port has to be right, too.</summary>
    public bool Serves(HostString host, int localPort)
    {
        return host.HasValue && Names.Contains(host.Host.ToLowerInvariant()) && (Published || (host.Port ?? 80) == localPort);
    }

    private static bool IsLoopback(string host)
    {
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }

    private static BindingAddress Parse(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            throw new ServeRefusedException($"'{url}' is no address to listen on. Give one as http://127.0.0.1:{FirstPort}.");
        }

        if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) || address.IsUnixPipe || address.IsNamedPipe || address.PathBase.Length > 0)
        {
            throw new ServeRefusedException($"'{url}' cannot be listened on: only http addresses without a path, such as http://127.0.0.1:{FirstPort}.");
        }

        return address is { Port: 0 } && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            ? throw new ServeRefusedException("localhost is two addresses, which need one port: name it, or take http://127.0.0.1:0 for any free one.")
            : address;
    }

    private static int FreePort()
    {
        for (var port = FirstPort; port < FirstPort + Ports; port++)
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }

        throw new ServeRefusedException($"The ports {FirstPort} to {FirstPort + Ports - 1} are all in use. Name another one with --url http://127.0.0.1:PORT.");
    }

    private static string[] Split(string list) => list.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsTrue(string? value) => bool.TryParse(value, out var yes) ? yes : value?.Trim() == "1";
}
