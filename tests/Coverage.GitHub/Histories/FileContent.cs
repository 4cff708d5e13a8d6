using System.Text;

namespace Coverage.GitHub.Histories;

/// <summary>A file as a commit holds it: its bytes and git's mode. Text and bytes turn into one by themselves.</summary>
public sealed record FileContent(byte[] Bytes, string Mode = "100644")
{
    public static FileContent Executable(string text) => new(Encoding.UTF8.GetBytes(text), "100755");

    public static FileContent Symlink(string target) => new(Encoding.UTF8.GetBytes(target), "120000");

    /// <summary>A submodule at a commit of another repository.</summary>
    public static FileContent Submodule(string sha) => new(Encoding.ASCII.GetBytes(sha), "160000");

    /// <summary>What git holds in place of a file that Git LFS keeps.</summary>
    public static FileContent LfsPointer(string sha256, long size) =>
        $"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n";

    public static FileContent FromString(string text) => new(Encoding.UTF8.GetBytes(text));

    public static FileContent FromByteArray(byte[] bytes) => new(bytes);

    public static implicit operator FileContent(string text) => FromString(text);

    public static implicit operator FileContent(byte[] bytes) => FromByteArray(bytes);
}
