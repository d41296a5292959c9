using System.Collections.Concurrent;
using Azimuth.Events;
using Azimuth.Flows.Loopback.Browser;
using Azimuth.Flows.Loopback.Listener;

namespace Azimuth.Tests.Flows.Loopback;

public sealed class BrowserPageTests
{
    private static readonly Uri Authorize = new("https://login.test/authorize?state=the-state&client_id=x");

    [Fact]
    public async Task After_thirty_quiet_seconds_the_person_hears_how_to_go_on_and_the_wait_goes_on()
    {
        var told = new ConcurrentQueue<SignInEvent>(); // read while the wait adds to it
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        using var cancel = new CancellationTokenSource();
        using var page = new BrowserPage(listener, new Opened(), null, new HurriedTime(), told.Enqueue);

        var asking = page.AcquireAuthorizationCodeAsync(Authorize, new(listener.Redirect), cancel.Token);
        using var client = new HttpClient();
        while (!told.OfType<SignInEvent.BrowserQuiet>().Any())
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        using var form = new StringContent("code=abc&state=the-state", System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        _ = client.PostAsync(new Uri(listener.Redirect), form, TestContext.Current.CancellationToken);

        (await asking).Query.ShouldContain("code=abc");
    }

    [Fact]
    public async Task A_form_is_asked_for_and_nothing_of_the_query_is_told()
    {
        var told = new List<SignInEvent>();
        var browser = new Opened();
        using var listener = RedirectListener.Open(TimeProvider.System, DebugLog.Silent);
        using var cancel = new CancellationTokenSource();
        using var page = new BrowserPage(listener, browser, null, TimeProvider.System, told.Add);

        var asking = page.AcquireAuthorizationCodeAsync(Authorize, new(listener.Redirect), cancel.Token);
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
        browser.Address!.Query.ShouldEndWith("&response_mode=form_post");
        told.ShouldBe([new SignInEvent.BrowserOpening("https://login.test/authorize")]);
    }

    private sealed class Opened : IBrowser
    {
        public Uri? Address { get; private set; }

        public bool IsThere => true;

        public Task OpenAsync(Uri address, CancellationToken cancel)
        {
            Address = address;
            return Task.CompletedTask;
        }
    }
}
