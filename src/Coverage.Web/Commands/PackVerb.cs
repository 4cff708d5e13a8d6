using System.CommandLine;
using System.Globalization;
using Coverage.Catalog;
using Coverage.Sync.Packs;
using Coverage.Web.Components;

namespace Coverage.Web.Commands;

/// <summary><c>coverage pack</c>: everything loaded as one signed file, and whose packs are taken.</summary>
internal static class PackVerb
{
    private static readonly Option<string?> File = new("--output", "-o") { Description = "File to write (default: stdout, where that is no terminal).", HelpName = "FILE" };
    private static readonly Option<string[]> Sources = new("--source") { Description = "Sources to pack (default: all).", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string?> Remove = new("--remove") { Description = "Trust this one no longer.", HelpName = "FINGERPRINT" };

    public static Command Create()
    {
        var command = new Command("pack", "Writes everything that is loaded into one signed file, for an installation without a network: 'coverage import pack FILE' reads it there.\n\nExample: coverage pack -o october.coveragepack") { File, Sources };
        command.Does((context, cancellationToken) => Task.FromResult(Write(context, cancellationToken)));
        command.Add(Key());
        command.Add(Signers());
        return command;
    }

    private static Command Key()
    {
        var command = new Command("key", "Prints the fingerprint of the key that this installation signs with.");
        command.Does(context =>
        {
            using var key = PackKey.FindOrMake(context.Database.Folder);
            Console.Out.WriteLine(SignerFingerprint.Show(key.Fingerprint));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Signers()
    {
        var command = new Command("signers", "Lists the signers whose packs are taken here.\n\nExample: coverage pack signers --remove FINGERPRINT") { Remove };
        command.Does(context =>
        {
            var signers = new TrustedSigners(context.Database, context.Ledger);
            if (context.Parsed.GetValue(Remove) is { } given) signers.Remove(Fingerprint(given), CommandContext.Operator);
            foreach (var signer in signers.All()) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{SignerFingerprint.Show(signer.Fingerprint)} {signer.At:yyyy-MM-dd} trusted by {signer.Who}, made by '{signer.Name}'"));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>A fingerprint that was given on the command line.</summary>
    /// <exception cref="CommandFailure">It is none.</exception>
    public static string Fingerprint(string given) => SignerFingerprint.Parse(given) ?? throw new CommandFailure("That is no fingerprint: it has 64 hexadecimal digits, as 'coverage pack key' prints them.");

    private static int Write(CommandContext context, CancellationToken cancellationToken)
    {
        var file = context.Parsed.GetValue(File);
        if (file is null && !Console.IsOutputRedirected) throw new CommandFailure("A pack is no text for a terminal. Give a file: coverage pack -o FILE");
        if (file is null && context.Json) throw new CommandFailure("With --json the pack needs a file of its own: -o FILE");
        var sources = context.Parsed.GetValue(Sources);
        WrittenPack written = null!;
        using (var progress = new ProgressLine(context.Quiet))
        {
            CommandContext.Output(file, stream => written = new PackWriter(context.Database, TimeProvider.System).Write(stream, CommandContext.Operator, sources is { Length: > 0 } ? sources : null, progress, cancellationToken));
        }

        if (context.Json) WriteJson(file!, written);
        else context.Note(string.Create(CultureInfo.InvariantCulture, $"{file ?? "The pack"}: {Words.Plain(written.Manifest.Sources.Count, "source")}, {Words.Bytes(written.Bytes)}, signed by {SignerFingerprint.Show(written.Signer)}"));
        return ExitCodes.Done;
    }

    private static void WriteJson(string file, WrittenPack written) => CommandContext.Output(null, stream => JsonText.Write(stream, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteNumber("bytes", written.Bytes);
        writer.WriteString("signer", SignerFingerprint.Show(written.Signer));
        writer.WriteTexts("sources", written.Manifest.Sources.Select(source => source.Name));
        writer.WriteEndObject();
    }));
}
