using System.Runtime.InteropServices;

namespace Azimuth.Storage.Protection;

/// <summary>
/// The calls of libsecret and GLib that <see cref="SecretService"/> makes. Nothing is linked; each library is opened when first called, by
/// its name, as the loader finds it.
/// </summary>
internal static partial class LibSecret
{
    private const string Secret = "libsecret-1.so.0";
    private const string Glib = "libglib-2.0.so.0";
    private const string Gobject = "libgobject-2.0.so.0";
    private const string Gio = "libgio-2.0.so.0";

    // Not beside az.
    private const DllImportSearchPath AsTheLoaderFindsIt = DllImportSearchPath.SafeDirectories;

    /// <summary>SECRET_SCHEMA_NONE: an item matches only under its schema's name.</summary>
    public const int NoFlags = 0;

    /// <summary>SECRET_SCHEMA_ATTRIBUTE_STRING.</summary>
    public const nint StringType = 0;

    /// <summary>
    /// A table of C strings. Keys are compared by address, which is enough to be iterated over; that is all libsecret does.
    /// </summary>
    public static nint NewTable() => g_hash_table_new(0, 0);

    public static void Insert(nint table, nint key, nint value) => g_hash_table_insert(table, key, value);

    public static nint NewSchema(nint name, int flags, nint types) => secret_schema_newv(name, flags, types);

    public static unsafe byte* Lookup(nint schema, nint attributes, nint cancellable, ref nint error) =>
        secret_password_lookupv_sync(schema, attributes, cancellable, ref error);

    public static unsafe bool Store(
        nint schema, nint attributes, nint collection, byte* label, byte* password, nint cancellable, ref nint error) =>
        secret_password_storev_sync(schema, attributes, collection, label, password, cancellable, ref error) != 0;

    public static bool Clear(nint schema, nint attributes, nint cancellable, ref nint error) =>
        secret_password_clearv_sync(schema, attributes, cancellable, ref error) != 0;

    /// <summary>
    /// Whether the keyring is open, or the person opened it when asked now. A look-up does not ask: in a keyring that was
    /// not opened since the session began, gnome-keyring finds nothing, and says nothing about it.
    /// </summary>
    public static bool IsOpen(nint cancellable, ref nint error)
    {
        var service = secret_service_get_sync(0, cancellable, ref error);
        var collection = service == 0 ? 0 : secret_collection_for_alias_sync(service, "default", 0, cancellable, ref error);
        var isOpen = collection == 0 || secret_collection_get_locked(collection) == 0; // where there is none yet, there is nothing to open
        if (!isOpen)
        {
            var list = g_list_append(0, collection);
            isOpen = secret_service_unlock_sync(service, list, cancellable, 0, ref error) > 0;
            g_list_free(list);
        }

        Release(collection);
        Release(service);
        return isOpen;
    }

    public static unsafe void Free(byte* password) => secret_password_free(password);

    public static nint NewCancellable() => g_cancellable_new();

    public static void Cancel(nint cancellable) => g_cancellable_cancel(cancellable);

    public static bool IsCanceled(nint cancellable) => g_cancellable_is_cancelled(cancellable) != 0;

    /// <summary>The message of a GError: <c>{ guint32 domain; gint code; gchar *message; }</c>.</summary>
    public static string MessageOf(nint error) => Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, 8)) ?? "";

    /// <summary>Lets go of what is not 0.</summary>
    public static void Release(nint schema, nint table, nint cancellable, nint error)
    {
        if (schema != 0)
        {
            secret_schema_unref(schema);
        }

        if (table != 0)
        {
            g_hash_table_unref(table);
        }

        Release(cancellable);
        if (error != 0)
        {
            g_error_free(error);
        }
    }

    private static void Release(nint instance)
    {
        if (instance != 0)
        {
            g_object_unref(instance);
        }
    }

#pragma warning disable IDE1006 // The libraries' own names.
    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint g_hash_table_new(nint hash, nint equal);

    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_hash_table_insert(nint table, nint key, nint value);

    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_hash_table_unref(nint table);

    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_error_free(nint error);

    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_list_free(nint list);

    [LibraryImport(Glib)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint g_list_append(nint list, nint data);

    [LibraryImport(Gobject)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_object_unref(nint instance);

    [LibraryImport(Gio)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint g_cancellable_new();

    [LibraryImport(Gio)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void g_cancellable_cancel(nint cancellable);

    [LibraryImport(Gio)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial int g_cancellable_is_cancelled(nint cancellable);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint secret_schema_newv(nint name, int flags, nint types);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial void secret_schema_unref(nint schema);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static unsafe partial byte* secret_password_lookupv_sync(nint schema, nint attributes, nint cancellable, ref nint error);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static unsafe partial int secret_password_storev_sync(
        nint schema, nint attributes, nint collection, byte* label, byte* password, nint cancellable, ref nint error);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial int secret_password_clearv_sync(nint schema, nint attributes, nint cancellable, ref nint error);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint secret_service_get_sync(int flags, nint cancellable, ref nint error);

    [LibraryImport(Secret, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial nint secret_collection_for_alias_sync(nint service, string alias, int flags, nint cancellable, ref nint error);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial int secret_collection_get_locked(nint collection);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static partial int secret_service_unlock_sync(nint service, nint objects, nint cancellable, nint unlocked, ref nint error);

    [LibraryImport(Secret)]
    [DefaultDllImportSearchPaths(AsTheLoaderFindsIt)]
    private static unsafe partial void secret_password_free(byte* password);
#pragma warning restore IDE1006
}
