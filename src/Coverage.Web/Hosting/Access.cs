using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Coverage.Web.Hosting;

/// <summary>Who may do what: cookies, policies, keys and the limit on sign-in attempts.</summary>
internal static class Access
{
    /// <summary>The name that the keys are for: part of what they encrypt, so it never changes.</summary>
    public const string Application = "Coverage";

    public static void AddAccess(this IServiceCollection services, Listening listening, string dataFolder)
    {
        services.AddSingleton(_ => new DataFolder(dataFolder));
        services.AddDataProtection().SetApplicationName(Application).PersistKeysToFileSystem(new DirectoryInfo(DataFolder.KeysIn(dataFolder)));
        services.AddSingleton(provider => SourceKeys.Of(provider.GetRequiredService<IDataProtectionProvider>()));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<DataFolder, EndedSessions>(ConfigureCookie);
        services.AddAuthorization(options => Policies.Add(options, readingIsOpen: !listening.Published));
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<DataFolder>((options, folder) =>
        {
            options.Cookie.Name = $"coverage-form-{folder.Id}";
            options.SuppressXFrameOptionsHeader = true; // The content security policy says it.
        });
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(SignIn.Limit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Request.Method,
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }));
        });
        services.AddCascadingAuthenticationState();
        services.AddCurrentPerson();
    }

    /// <summary>Adds <see cref="CurrentPerson"/>, over whatever tells the authentication state.</summary>
    public static void AddCurrentPerson(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EndedSessions>();
        services.AddHttpContextAccessor();
        services.AddScoped(provider => new CurrentPerson(provider));
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options, DataFolder folder, EndedSessions ended)
    {
        options.Cookie.Name = $"coverage-{folder.Id}";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = EndedSessions.Lifetime;
        options.SlidingExpiration = true;

        // No page to go to: the answer says how to sign in.
        options.Events.OnRedirectToLogin = context => AnswerAsync(context.HttpContext, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context.HttpContext, StatusCodes.Status403Forbidden);
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnValidatePrincipal = context =>
        {
            if (ended.Contains(context.Principal) || PersonClaims.Of(context.Principal) is null) context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
