namespace Azimuth.Cli.Commands.Doctor.Findings;

/// <summary>One thing that can be wrong. It looks and changes nothing; a finding may have a fix.</summary>
internal interface ICheck
{
    /// <summary>What the check looks at, in a word.</summary>
    string Name { get; }

    /// <summary>Everything that it found; when nothing is wrong, one finding says so.</summary>
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel);
}
