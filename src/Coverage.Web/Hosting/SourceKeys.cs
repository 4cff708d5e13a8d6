using Coverage.Sync;
using Microsoft.AspNetCore.DataProtection;

namespace Coverage.Web.Hosting;

/// <summary>Encrypts the sources' credentials by the keys in the data folder, the same for the app and for the command line.</summary>
internal static class SourceKeys
{
    private const string Purpose = "source credentials";

    /// <summary>Over the app's own keys.</summary>
    public static Secrets Of(IDataProtectionProvider keys)
    {
        var protector = keys.CreateProtector(Purpose);
        return new Secrets(protector.Protect, protector.Unprotect);
    }

    /// <summary>Over the keys of a data folder, where no app runs in this process.</summary>
    public static Secrets In(string dataFolder)
    {
        var keys = new Lazy<Secrets>(() => Of(DataProtectionProvider.Create(new DirectoryInfo(new DataFolder(dataFolder).Keys), builder => builder.SetApplicationName(Access.Application))));
        return new Secrets(text => keys.Value.Seal(text), text => keys.Value.Unseal(text));
    }
}
