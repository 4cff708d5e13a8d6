using System.Text;

namespace Coverage.GitHub.Http;

/// <summary>Base64 as GitHub writes it: a line's end after every 60 characters and at the end.</summary>
internal static class Base64
{
    private const int Width = 60;

    public static string Lines(byte[] bytes)
    {
        var all = Convert.ToBase64String(bytes);
        var lines = new StringBuilder(all.Length + all.Length / Width + 1);
        for (var at = 0; at < all.Length; at += Width)
        {
            lines.Append(all, at, Math.Min(Width, all.Length - at)).Append('\n');
        }

        return lines.ToString();
    }
}
