using System.IO.Compression;
using Coverage.Data.Sqlite;
using Coverage.Views;
using Coverage.Web.Components;
using Coverage.Web.Features;
using Microsoft.AspNetCore.ResponseCompression;
using MudBlazor.Services;

namespace Coverage.Web.Hosting;

/// <summary>Runs the app.</summary>
internal static class WebServer
{
    public static async Task<int> RunAsync(ServeOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url ?? "http://127.0.0.1:5080");
        builder.Services.AddCoverage(options.DataFolder);
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorizationBuilder().AddPolicy(PagePolicy.Read, policy => policy.RequireAssertion(_ => true));
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddResponseCompression();
        builder.Services.Configure<BrotliCompressionProviderOptions>(compression => compression.Level = CompressionLevel.Fastest);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices();
        var app = builder.Build();
        app.Services.GetRequiredService<SqliteDatabase>().Prepare();
        _ = app.Services.GetRequiredService<CoverageViews>().Current;
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapFeatures();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await app.RunAsync();
        return 0;
    }
}
