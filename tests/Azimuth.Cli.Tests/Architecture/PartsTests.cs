using System.Reflection;
using System.Runtime.CompilerServices;
using Azimuth.Sessions;

namespace Azimuth.Cli.Tests.Architecture;

/// <summary>
/// What a part of az may take (docs/decisions/0007-no-container-in-az.md): neither of the two that make all the parts, since whoever has
/// those can take any part from them, and only so much that its first line can be read.
/// </summary>
public sealed class PartsTests
{
    private const int MostPorts = 6;
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] Composers = [typeof(Composition), typeof(SessionServices)];
    private static readonly Type[] Types = typeof(Composition).Assembly.GetTypes();

    [Fact]
    public void No_part_takes_what_puts_the_parts_together() => Types
        .Where(type => type.Namespace?.StartsWith("Azimuth.Cli.", StringComparison.Ordinal) == true && TakesComposer(type))
        .Select(type => type.FullName)
        .ShouldBeEmpty();

    [Fact]
    public void The_root_puts_the_parts_together() =>
        Types.Where(type => type is { Namespace: "Azimuth.Cli", IsNested: false } && TakesComposer(type))
            .ShouldContain(typeof(Composition));

    [Fact]
    public void A_part_takes_a_handful_of_ports() => Types
        .Where(type => type is { IsClass: true } && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsRecord(type))
        .SelectMany(type => type.GetConstructors(All))
        .Where(constructor => constructor.GetParameters().Length > MostPorts)
        .Select(constructor => $"{constructor.DeclaringType} takes {constructor.GetParameters().Length}")
        .ShouldBeEmpty();

    private static bool TakesComposer(Type type) => type.GetFields(All).Select(field => field.FieldType)
        .Concat(type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType))
        .Any(Composers.Contains);

    // A record is a value: it has as many members as what it describes.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
