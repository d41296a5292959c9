using System.Buffers;

namespace Azimuth.Cli.Output;

/// <summary>Keeps what is short and passes on what is long: the first megabyte of a result need not wait for its last.</summary>
/// <param name="target">The stream that the buffered bytes go to.</param>
internal sealed class SpillingBuffer(Stream target) : IBufferWriter<byte>
{
    private const int Kept = 128 * 1024;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private bool _spilled;

    /// <summary>What was written, as long as nothing of it is gone.</summary>
    public ReadOnlySpan<byte> Whole => _spilled ? default : _bytes.WrittenSpan;

    public void Advance(int count)
    {
        _bytes.Advance(count);
        if (_bytes.WrittenCount >= Kept)
        {
            Spill();
        }
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);

    /// <summary>Writes out the buffered bytes.</summary>
    public void Spill()
    {
        if (_bytes.WrittenCount > 0)
        {
            target.Write(_bytes.WrittenSpan);
            target.Flush();
            _bytes.ResetWrittenCount();
            _spilled = true;
        }
    }
}
