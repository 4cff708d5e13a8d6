using Coverage.Web.Hosting;

return await WebServer.RunAsync(new ServeOptions { DataFolder = Environment.GetEnvironmentVariable("COVERAGE_DATA") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "coverage") });
