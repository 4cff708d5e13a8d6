using System.IO.Compression;
using System.Security.Cryptography;
using Coverage.Web.Components;

namespace Coverage.Web.Tests.Features.Components;

public sealed class AssetTests
{
    private static readonly string Root = FindRoot();

    [Theory]
    [InlineData(FontFiles.Sans)]
    [InlineData(FontFiles.Mono)]
    public void A_font_is_named_after_its_content_and_the_style_sheet_names_it_so(string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Root, path))));

        Assert.Equal(hash[..12], path.Split('.')[^2]);
        Assert.Contains($"url({path})", File.ReadAllText(Path.Combine(Root, "coverage.css")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_stays_below_8_KB_compressed()
    {
        Assert.InRange(Compressed("coverage.js") + Compressed("theme.js"), 1, 8 * 1024);
    }

    [Fact]
    public void The_license_lies_beside_the_fonts() => Assert.Contains("SIL OPEN FONT LICENSE", File.ReadAllText(Path.Combine(Root, "fonts", "OFL.txt")), StringComparison.OrdinalIgnoreCase);

    private static long Compressed(string name)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)) brotli.Write(File.ReadAllBytes(Path.Combine(Root, name)));
        return packed.Length;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Coverage.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "wwwroot");
    }
}
