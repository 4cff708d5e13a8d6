using System.CommandLine;
using System.Text;
using Coverage.Reports;
using Coverage.Views;

namespace Coverage.Web.Commands;

/// <summary><c>coverage technique</c>: the resource page of one technique, or of all.</summary>
internal static class TechniqueVerb
{
    private static readonly Argument<string?> Id = new("id") { Description = "The technique, such as T1219.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> All = new("--all") { Description = "Every live technique, a file each; -o names the folder." };
    private static readonly Option<string> Format = LinksVerb.Choice("--format", "markdown (default) or json.", required: false, "markdown", "json");
    private static readonly Option<string?> Output = new("--output", "-o") { Description = "File to write (default: stdout), or with --all the folder.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("technique", "Writes the resource page of a technique.\n\nExample: coverage technique T1219 --format json") { Id, All, Format, Output };
        command.Does(Run);
        return command;
    }

    private static int Run(CommandContext context)
    {
        var (id, all, output) = (context.Parsed.GetValue(Id), context.Parsed.GetValue(All), context.Parsed.GetValue(Output));
        var json = context.Json || context.Parsed.GetValue(Format) == "json";
        if (all == id is not null) throw new CommandFailure("Give one technique, or --all.");
        if (all && output is null) throw new CommandFailure("--all needs a folder: -o FOLDER");
        var view = context.View;
        var texts = new CatalogTexts(context.Database);
        if (!all)
        {
            var technique = view.Find(id!) ?? throw new CommandFailure($"There is no technique '{id}' in what is loaded. Write it as T1219 or T1219.001.");
            CommandContext.Output(output, stream => Write(stream, technique));
            return ExitCodes.Done;
        }

        Directory.CreateDirectory(output!);
        foreach (var technique in view.Domains.SelectMany(domain => domain.Techniques))
        {
            CommandContext.Output(Path.Combine(output!, $"{technique.Id}.{(json ? "json" : "md")}"), stream => Write(stream, technique));
        }

        context.Note($"{view.Domains.Sum(domain => domain.Techniques.Count)} techniques written to {output}");
        return ExitCodes.Done;

        void Write(Stream stream, TechniqueEntry technique)
        {
            var description = texts.Read(technique.Technique);
            if (json) TechniqueJson.Write(stream, view, technique, description);
            else stream.Write(Encoding.UTF8.GetBytes(new TechniqueMarkdown(view).Write(technique, description)));
        }
    }
}
