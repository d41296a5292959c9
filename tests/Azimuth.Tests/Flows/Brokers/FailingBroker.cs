using System.Reflection;
using Azimuth.Flows.Brokers;
using Microsoft.Identity.Client;

namespace Azimuth.Tests.Flows.Brokers
{
    /// <summary>A broker whose library fails at one call of MSAL.NET's client. Every other call is MSAL.NET's own.</summary>
    /// <param name="call">The call: <c>Build</c>, or a method of <see cref="IPublicClientApplication"/>.</param>
    /// <param name="failure">What it throws there.</param>
    internal sealed class FailingBroker(string call, Exception failure) : IBroker
    {
        /// <summary>The calls that were made, the failing one included.</summary>
        public List<string> Calls { get; } = [];

        public string Name => "Web Account Manager";

        public IPublicClientApplication Build(PublicClientApplicationBuilder builder)
        {
            Fail(nameof(Build));
            var client = DispatchProxy.Create<IPublicClientApplication, Proxy>();
            ((Proxy)client).Broker = this;
            ((Proxy)client).Client = builder.Build();
            return client;
        }

        private void Fail(string name)
        {
            Calls.Add(name);
            if (name == call)
            {
                throw failure;
            }
        }

#pragma warning disable CA1852 // DispatchProxy derives from it when it runs.
        public class Proxy : DispatchProxy
#pragma warning restore CA1852
        {
            internal FailingBroker Broker { get; set; } = null!;

            internal IPublicClientApplication Client { get; set; } = null!;

            protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
            {
                Broker.Fail(targetMethod!.Name);
                return targetMethod.Invoke(Client, args);
            }
        }
    }
}

namespace Microsoft.Identity.Client.NativeInterop
{
    /// <summary>The exception of MSAL's native interop, whose package only the builds with a broker have. It is no MsalException.</summary>
    internal sealed class MsalRuntimeException(string message) : Exception(message);
}
