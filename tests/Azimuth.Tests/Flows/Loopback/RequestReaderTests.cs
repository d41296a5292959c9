using System.Text;
using Azimuth.Flows.Loopback.Requests;
using CsCheck;

namespace Azimuth.Tests.Flows.Loopback;

public sealed class RequestReaderTests
{
    private const string Form =
        "POST / HTTP/1.1\r\nHost: localhost:1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 7\r\n\r\ncode=12";

    [Fact]
    public async Task A_form_is_read_whole()
    {
        var request = await ReadAsync(Form);

        request.Head.ShouldBe(new RequestHead("POST", "/", "", "localhost:1", "application/x-www-form-urlencoded", 7, false));
        Encoding.ASCII.GetString(request.Body.Span).ShouldBe("code=12");
    }

    [Fact]
    public async Task A_form_that_arrives_byte_by_byte_is_the_same_form()
    {
        var request = await RequestReader.ReadAsync(new Trickle(Form), TestContext.Current.CancellationToken);

        Encoding.ASCII.GetString(request.Body.Span).ShouldBe("code=12");
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\nHost: a\n\r\n\r\n", 400)] // bare LF
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400)] // two hosts
    [InlineData("POST / HTTP/1.1\r\n\r\n", 400)] // none
    [InlineData("POST / HTTP/1.1\r\nHost:\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 501)]
    [InlineData("POST / HTTP/1.1\r\nHost : a\r\n\r\n", 400)] // space before the colon
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400)]
    [InlineData("POST  / HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("POST http://localhost/ HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.0\r\nHost: a\r\n\r\n", 505)]
    [InlineData("POST / HTTP/2\r\nHost: a\r\n\r\n", 505)]
    [InlineData("POST /\r\nHost: a\r\n\r\n", 400)]
    [InlineData("\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n", 417)]
    public async Task What_is_ambiguous_or_too_much_is_refused(string text, int status)
    {
        var request = await ReadAsync(text);

        request.Refusal.ShouldBe(status);
        request.Head.ShouldBeNull();
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_refused_at_16_KiB()
    {
        var request = await ReadAsync("POST / HTTP/1.1\r\nX: " + new string('a', RequestReader.LongestHead));

        request.Refusal.ShouldBe(431);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_has_said_nothing()
    {
        var request = await ReadAsync(Form[..^1]);

        request.ShouldBe(ReadRequest.Left);
    }

    [Fact]
    public void Whatever_comes_in_is_read_refused_or_dropped()
    {
        // Mutations of a good request reach deeper than noise does.
        var good = Encoding.ASCII.GetBytes(Form);
        var mutation = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, 3]);
        var input = Gen.OneOf(
            Gen.Byte.Array[0, 300],
            mutation.Array[1, 6].Select(changes => Mutate(good, changes)));

        input.Sample(
            bytes =>
            {
                var reading = RequestReader.ReadAsync(new MemoryStream(bytes), CancellationToken.None);
                return reading.IsCompletedSuccessfully && Holds(reading);
            },
            iter: 100_000);
    }

    private static bool Holds(Task<ReadRequest> reading)
    {
        var request = reading.GetAwaiter().GetResult();
        return request.Head is null ? request.Body.IsEmpty : request.Refusal == 0 && request.Body.Length == request.Head.ContentLength;
    }

    private static byte[] Mutate(byte[] good, (int At, byte Value, int Kind)[] changes)
    {
        var bytes = good.ToList();
        foreach (var (at, value, kind) in changes)
        {
            var place = at % bytes.Count;
            if (kind == 0)
            {
                bytes.Insert(place, value);
            }
            else if (kind == 1 && bytes.Count > 1)
            {
                bytes.RemoveAt(place);
            }
            else
            {
                bytes[place] = kind == 2 ? value : (byte)"\r\n: /"[value % 5];
            }
        }

        return [.. bytes];
    }

    private static Task<ReadRequest> ReadAsync(string text) =>
        RequestReader.ReadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)), TestContext.Current.CancellationToken);

    private sealed class Trickle(string text) : MemoryStream(Encoding.ASCII.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);
    }
}
