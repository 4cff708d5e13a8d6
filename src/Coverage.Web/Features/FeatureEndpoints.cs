using Coverage.Web.Components;
using Coverage.Web.Features.Actors;
using Coverage.Web.Features.Changes;
using Coverage.Web.Features.Controls;
using Coverage.Web.Features.Gaps;
using Coverage.Web.Features.Matrix;
using Coverage.Web.Features.Overview;
using Coverage.Web.Features.Plan;
using Coverage.Web.Features.PostureImport;
using Coverage.Web.Features.Profiles;
using Coverage.Web.Features.Recording;
using Coverage.Web.Features.Recording.Bulk;
using Coverage.Web.Features.Recording.Entries;
using Coverage.Web.Features.Recording.Environments;
using Coverage.Web.Features.Recording.History;
using Coverage.Web.Features.Recording.Links;
using Coverage.Web.Features.Recording.Model;
using Coverage.Web.Features.Recording.OwnRules;
using Coverage.Web.Features.Recording.Upgrade;
using Coverage.Web.Features.Results;
using Coverage.Web.Features.Rules;
using Coverage.Web.Features.Scores;
using Coverage.Web.Features.Search;
using Coverage.Web.Features.Sources;
using Coverage.Web.Features.Techniques;
using Coverage.Web.Features.Tests;
using Coverage.Web.Features.WhatIf;
using Microsoft.AspNetCore.RateLimiting;

namespace Coverage.Web.Features;

/// <summary>The features' services, and their endpoints beside their pages.</summary>
public static class FeatureEndpoints
{
    /// <summary>Adds what the features keep.</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<UpgradeRehearsals>();
        services.AddScoped<PersonalInbox>();
        services.AddSingleton<FeedSource>();
        services.AddSingleton<ConnectionTests>();
        services.Configure<RateLimiterOptions>(WebhookEndpoints.Add);
        services.AddScoped<RecordForms>();
        services.AddSingleton<KeptUploads<LookedAt>>();
        services.AddSingleton<KeptUploads<KeptAlerts>>();
        services.AddSingleton<KeptUploads<BulkPick>>();
        return services;
    }

    /// <summary>Maps them all, each with its policy.</summary>
    public static IEndpointRouteBuilder MapFeatures(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RulesEndpoints.Map(endpoints);
        ControlsEndpoints.Map(endpoints);
        TestList.Map(endpoints);
        ActorList.Map(endpoints);
        CompassEndpoints.Map(endpoints);
        LayerEndpoints.Map(endpoints);
        TechniqueEndpoints.Map(endpoints);
        ExampleEndpoints.Map(endpoints);
        SearchEndpoints.Map(endpoints);
        ChangesEndpoints.Map(endpoints);
        AnswerEndpoints.Map(endpoints);
        SourceEndpoints.Map(endpoints);
        WebhookEndpoints.Map(endpoints);
        RowEndpoints.Map(endpoints);
        StatementEndpoints.Map(endpoints);
        EntryEndpoints.Map(endpoints);
        LinkEndpoints.Map(endpoints);
        OwnRuleEndpoints.Map(endpoints);
        EnvironmentEndpoints.Map(endpoints);
        HistoryEndpoints.Map(endpoints);
        BulkEndpoints.Map(endpoints);
        UpgradeEndpoints.Map(endpoints);
        ModelEndpoints.Map(endpoints);
        GapsEndpoints.Map(endpoints);
        ScoreListing.Map(endpoints);
        ProfilesEndpoints.Map(endpoints);
        PlanEndpoints.Map(endpoints);
        WhatIfEndpoints.Map(endpoints);
        PostureImportEndpoints.Map(endpoints);
        ResultEndpoints.Map(endpoints);
        ProposalEndpoints.Map(endpoints);
        return endpoints;
    }
}
