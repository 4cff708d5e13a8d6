using Coverage.Web.Commands;

return await CoverageCommand.RunAsync(args);
