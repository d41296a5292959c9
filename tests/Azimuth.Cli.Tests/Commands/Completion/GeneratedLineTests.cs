using Azimuth.Cli.Commands.Completion;
using Azimuth.Clouds;
using CsCheck;

namespace Azimuth.Cli.Tests.Commands.Completion;

/// <summary>What a shell hands over, and what a cloud or a file says of itself, may be anything at all.</summary>
public sealed class GeneratedLineTests
{
    private const int Cases = 100_000;

    private static readonly Gen<string> Typed = Gen.Char[" \t'\"\\=:@-az€ß"].Array[0, 30].Select(each => new string(each));

    private static readonly Gen<string> Json = Gen.Char["{}[]\":,\\ untefalsr01.eE-aA_Z"].Array[0, 40].Select(each => new string(each));

    [Fact]
    public void Every_line_is_divided_and_its_last_word_is_the_end_of_it() => Typed.Select(Gen.Int[-2, 60]).Sample(
        (line, point) =>
        {
            var typed = PartialCommandLine.Split(line, point);

            return typed.Words.Count > 0
                && line.Contains(typed.Raw, StringComparison.Ordinal)
                && typed.Words.All(word => word.Length <= line.Length);
        },
        iter: Cases);

    [Fact]
    public void A_word_that_was_quoted_for_the_shell_is_read_back() => Typed.Sample(
        word => PartialCommandLine.Split($"az x '{word.Replace("'", "'\\''", StringComparison.Ordinal)}' ", -1).Words
            .SequenceEqual(["x", word, ""]),
        iter: Cases);

    [Fact]
    public void Whatever_describes_a_cloud_is_taken_or_refused_in_a_sentence() =>
        Gen.OneOf(
            Json,
            Json.Select(text => "{\"endpoints\": " + text + "}"),
            Json.Select(text => "{\"suffixes\": {\"" + text + "\": \"x\"}}")).Sample(
        text =>
        {
            try
            {
                var draft = new CloudDefinition();
                draft.TakeJson(text);
                return draft.Values.All(each => each.Value is not null);
            }
            catch (UserError refused)
            {
                return refused.Message.StartsWith("Failed to parse string as JSON:", StringComparison.Ordinal);
            }
        },
        iter: Cases);

    [Fact]
    public void A_document_without_an_end_is_refused() =>
        Should.Throw<UserError>(() => new CloudDefinition().TakeJson(new string('[', 200_000)));

    [Fact]
    public void Names_with_every_kind_of_hump_are_those_of_the_file()
    {
        var draft = new CloudDefinition();

        draft.TakeJson(
            """
            {"endpoints": {"activeDirectoryResourceId": "1", "microsoft_graph_resource_id": "2", "vmImageAliasDoc": "3"},
            "suffixes": {"keyvaultDns": "4", "mhsmDns": "5"}}
            """);

        draft.Values.Select(each => each.Key)
            .ShouldBe(
                [
                    "endpoint_active_directory_resource_id", "endpoint_microsoft_graph_resource_id",
                    "endpoint_vm_image_alias_doc", "suffix_keyvault_dns", "suffix_mhsm_dns"
                ]);
    }
}
