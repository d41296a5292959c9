namespace Azimuth.Cli.Parsing.Specs;

/// <summary>Where completion finds the values of an option or positional that has no list of choices.</summary>
internal enum CompletionSource
{
    None,
    Contexts,
    Clouds,

    /// <summary>Those of the active cloud, by name.</summary>
    Subscriptions,

    /// <summary>Those of the subscriptions, by domain.</summary>
    Tenants,

    /// <summary>Users and applications that are signed in.</summary>
    Users,

    /// <summary>Keys of the configuration.</summary>
    Settings,

    /// <summary>The same with their values: <c>KEY=VALUE</c>.</summary>
    SettingValues,
    Shells,
}
