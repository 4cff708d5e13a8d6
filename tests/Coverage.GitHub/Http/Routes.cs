using Coverage.GitHub.Endpoints;

namespace Coverage.GitHub.Http;

/// <summary>All endpoints, by host.</summary>
internal static class Routes
{
    public static RouteTable Api()
    {
        var table = new RouteTable();
        var repositories = new RepositoryRoutes(table);
        AccountEndpoints.Map(table);
        RepositoryEndpoints.Map(repositories);
        ReferenceEndpoints.Map(repositories);
        CommitEndpoints.Map(repositories);
        TreeEndpoints.Map(repositories);
        ContentEndpoints.Map(repositories);
        CompareEndpoints.Map(repositories);
        ReleaseEndpoints.Map(repositories);
        ArchiveEndpoints.Map(repositories);
        AppEndpoints.Map(table, repositories);
        return table;
    }

    public static RouteTable Codeload()
    {
        var table = new RouteTable();
        ArchiveEndpoints.MapCodeload(table);
        ReleaseEndpoints.MapCodeload(table);
        return table;
    }

    public static RouteTable Raw()
    {
        var table = new RouteTable();
        ContentEndpoints.MapRaw(table);
        return table;
    }
}
