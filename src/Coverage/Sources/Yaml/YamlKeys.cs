namespace Coverage.Sources.Yaml;

/// <summary>A quick look at a YAML file's first-level keys, before anything parses it.</summary>
internal static class YamlKeys
{
    /// <summary>Whether a line of the file starts with <c>key:</c>.</summary>
    public static bool HasTopLevel(ReadOnlySpan<byte> bytes, string key)
    {
        Span<byte> sought = stackalloc byte[key.Length + 1];
        System.Text.Encoding.ASCII.GetBytes(key, sought);
        sought[^1] = (byte)':';
        var from = 0;
        while (bytes[from..].IndexOf(sought) is var at and >= 0)
        {
            var index = from + at;
            if (index == 0 || bytes[index - 1] is (byte)'\n' or 0xBF) return true;
            from = index + 1;
        }

        return false;
    }
}
