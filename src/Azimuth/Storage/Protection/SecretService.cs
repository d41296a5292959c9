using System.Runtime.InteropServices;

namespace Azimuth.Storage.Protection;

/// <summary>
/// The desktop's Secret Service (gnome-keyring, KWallet, KeePassXC) through libsecret, as msal_extensions uses it. The library is opened at
/// the first call, and no sooner.
/// </summary>
/// <param name="time">The clock of the patience.</param>
/// <param name="timeout">How long the service may take: it may be asking a person for a password.</param>
public sealed class SecretService(TimeProvider time, Func<TimeSpan> timeout) : IKeyring
{
    /// <inheritdoc/>
    public byte[]? Find(KeyringItem item) => Ask(item, static (schema, attributes, _, cancellable, ref error) =>
        LookUp(schema, attributes, cancellable, ref error) is { } content ? content
        : error != 0 ? null
        : LibSecret.IsOpen(cancellable, ref error) ? LookUp(schema, attributes, cancellable, ref error)
        : throw Locked());

    /// <inheritdoc/>
    public unsafe void Put(KeyringItem item, ReadOnlySpan<byte> content)
    {
        byte[] text = [.. content, 0];
        _ = Ask(
            item,
            static (schema, attributes, text, cancellable, ref error) =>
            {
                fixed (byte* label = "\0"u8, password = text)
                {
                    _ = LibSecret.Store(schema, attributes, 0, label, password, cancellable, ref error);
                }

                return null;
            },
            text);
        text.AsSpan().Clear();
    }

    /// <inheritdoc/>
    public void Remove(KeyringItem item) => _ = Ask(item, static (schema, attributes, text, cancellable, ref error) =>
    {
        if (!LibSecret.IsOpen(cancellable, ref error) && error == 0)
        {
            throw Locked(); // else nothing is found, nothing is removed, and nobody knows
        }

        _ = error == 0 && LibSecret.Clear(schema, attributes, cancellable, ref error);
        return null;
    });

    private static unsafe byte[]? LookUp(nint schema, nint attributes, nint cancellable, ref nint error)
    {
        var password = LibSecret.Lookup(schema, attributes, cancellable, ref error);
        if (password == null)
        {
            return null;
        }

        var content = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(password).ToArray();
        LibSecret.Free(password); // libsecret wipes it
        return content;
    }

    private static ProtectionException Locked() => new("the keyring is locked, and was not unlocked");

    private delegate byte[]? Question(nint schema, nint attributes, byte[] text, nint cancellable, ref nint error);

    private byte[]? Ask(KeyringItem item, Question question, byte[]? text = null)
    {
        List<nint> strings = [];
        nint schema = 0, attributes = 0, cancellable = 0, error = 0;
        try
        {
            schema = SchemaOf(item, strings);
            attributes = LibSecret.NewTable();
            foreach (var (name, value) in item.Attributes)
            {
                LibSecret.Insert(attributes, Text(name, strings), Text(value, strings));
            }

            var limit = timeout();
            cancellable = LibSecret.NewCancellable();
            byte[]? answer;
            using (new Patience(cancellable, limit, time))
            {
                answer = question(schema, attributes, text ?? [], cancellable, ref error);
            }

            return error == 0 ? answer : throw Explain(LibSecret.MessageOf(error), LibSecret.IsCanceled(cancellable) ? limit : null);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            throw StaticBuild.IsThis
                ? new ProtectionException("this is a static build of az, which cannot use libsecret to reach the keyring")
                : new ProtectionException(
                    "libsecret, which az uses to reach the keyring, is not installed",
                    "sudo apt-get install libsecret-1-0 gnome-keyring", missing);
        }
        finally
        {
            LibSecret.Release(schema, attributes, cancellable, error);
            strings.ForEach(Marshal.FreeCoTaskMem);
        }
    }

    /// <summary>What GLib's message means for a user.</summary>
    /// <param name="message">GLib's.</param>
    /// <param name="limit">Set when our own patience ended the call.</param>
    internal static ProtectionException Explain(string message, TimeSpan? limit) => new(
        limit is { } waited
            ? $"the keyring did not answer within {waited.TotalSeconds:0} seconds; it may be waiting to be unlocked"
        : message.Contains("autolaunch", StringComparison.OrdinalIgnoreCase)
            || message.Contains("Could not connect", StringComparison.OrdinalIgnoreCase)
            ? $"this session has no D-Bus, as is usual over SSH, in containers and in cron ({message})"
        : message.Contains("ServiceUnknown", StringComparison.Ordinal) || message.Contains("not provided by any", StringComparison.Ordinal)
            ? $"no secret service runs in this session, such as gnome-keyring or KWallet ({message})"
        : message.Contains("locked", StringComparison.OrdinalIgnoreCase)
            || message.Contains("dismissed", StringComparison.OrdinalIgnoreCase)
            ? $"the keyring is locked, and was not unlocked ({message})"
        : $"the secret service refused the request ({message})");

    private static nint SchemaOf(KeyringItem item, List<nint> strings)
    {
        var types = LibSecret.NewTable();
        try
        {
            foreach (var (name, _) in item.Attributes)
            {
                LibSecret.Insert(types, Text(name, strings), LibSecret.StringType);
            }

            return LibSecret.NewSchema(Text(item.Schema, strings), LibSecret.NoFlags, types);
        }
        finally
        {
            LibSecret.Release(0, types, 0, 0);
        }
    }

    private static nint Text(string text, List<nint> strings)
    {
        var copy = Marshal.StringToCoTaskMemUTF8(text);
        strings.Add(copy);
        return copy;
    }

    /// <summary>Cancels a call that takes too long, and never one that has ended: its object may be gone by then.</summary>
    private sealed class Patience : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly ITimer _timer;
        private bool _hasEnded;

        public Patience(nint cancellable, TimeSpan limit, TimeProvider time) => _timer = time.CreateTimer(
            _ =>
            {
                lock (_gate)
                {
                    if (!_hasEnded)
                    {
                        LibSecret.Cancel(cancellable);
                    }
                }
            },
            null,
            limit,
            Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            lock (_gate)
            {
                _hasEnded = true;
            }

            _timer.Dispose();
        }
    }
}
