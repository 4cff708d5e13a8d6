using Coverage.Data;
using Coverage.Web.Hosting;
using Coverage.Web.Tests.Support;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Coverage.Web.Tests.Hosting;

/// <summary>Nothing is served without somebody having decided to whom.</summary>
public sealed class EndpointPolicyTests
{
    /// <summary>What anyone gets, besides static assets. Think twice before adding to it.</summary>
    private static readonly string[] Anonymous = ["/healthz", "/sign-in", Webhook];

    /// <summary>What a server sends and no form: it proves by its signature whose it is (WebhookTests).</summary>
    private const string Webhook = "/hooks/github/{name}";

    [Fact]
    public async Task Every_endpoint_has_a_policy_or_is_listed_as_anonymous()
    {
        await using var app = await RunningApp.StartAsync();
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText?.StartsWith("/_blazor", StringComparison.Ordinal) == true);
        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText == "coverage.css");
        Assert.Empty(endpoints.Where(endpoint => !IsDecided(endpoint)).Select(endpoint => endpoint.DisplayName));
    }

    /// <summary>An endpoint that asks for nothing of the form is not protected by itself: it has to ask for the form.</summary>
    [Fact]
    public async Task Every_form_is_checked_to_be_of_a_page_of_ours()
    {
        await using var app = await RunningApp.StartAsync();
        var posts = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && endpoint.RoutePattern.RawText != Webhook)
            .Where(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/_blazor", StringComparison.Ordinal) == false).ToList();

        Assert.True(posts.Count > 40, $"Only {posts.Count} endpoints take a form: the test has lost its point.");
        Assert.Empty(posts.Where(endpoint => endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }).Select(endpoint => endpoint.RoutePattern.RawText));
    }

    [Fact]
    public async Task Nothing_but_routes_is_served()
    {
        await using var app = await RunningApp.StartAsync();

        Assert.All(app.Services.GetRequiredService<EndpointDataSource>().Endpoints, endpoint => Assert.IsType<RouteEndpoint>(endpoint));
    }

    [Theory]
    [InlineData("read", true)]
    [InlineData("forgotten", false)]
    public async Task An_endpoint_without_a_policy_is_closed(string path, bool open)
    {
        await using var app = await RunningApp.StartAsync(map: own =>
        {
            own.MapGet("/read", () => "hello").RequireAuthorization(Policies.Read);
            own.MapGet("/forgotten", () => "hello");
        });
        using var admin = await app.SignInAsync(Role.Admin);

        using var stranger = await app.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        using var signedIn = await admin.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(open ? 200 : 401, (int)stranger.StatusCode);
        Assert.Equal(open ? 200 : 403, (int)signedIn.StatusCode);
    }

    private static bool IsDecided(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Anonymous.Contains(endpoint.RoutePattern.RawText);
        }

        var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>();
        return policies.Count > 0 && policies.All(data => Policies.All.Contains(data.Policy) && data.Roles is null);
    }
}
