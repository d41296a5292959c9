#pragma warning disable CA1708 // The rule takes the extension blocks of a class for members that differ by case only.
namespace Azimuth.Text;

/// <summary>UTF-8's byte order mark: <c>azureProfile.json</c> begins with one, and editors put one before anything.</summary>
public static class ByteOrderMark
{
    /// <summary>U+FEFF in UTF-8.</summary>
    public static ReadOnlySpan<byte> Bytes => [0xEF, 0xBB, 0xBF];

    extension(ReadOnlySpan<byte> bytes)
    {
        /// <summary>What follows the mark; all of it where there is none.</summary>
        public ReadOnlySpan<byte> WithoutMark => bytes.StartsWith(Bytes) ? bytes[Bytes.Length..] : bytes;
    }

    extension(byte[] bytes)
    {
        /// <summary>The same of an array.</summary>
        public ReadOnlyMemory<byte> WithoutMark => new ReadOnlyMemory<byte>(bytes).WithoutMark;
    }

    extension(ReadOnlyMemory<byte> bytes)
    {
        /// <summary>The same of bytes that outlive the call.</summary>
        public ReadOnlyMemory<byte> WithoutMark => bytes[(bytes.Length - bytes.Span.WithoutMark.Length)..];
    }
}
