import Testing
import UsageProviders

struct AddressProblemTests {
  private func problem(_ address: String, allowsHTTP: Bool = false) -> String? {
    AddressProblem(in: address, allowsHTTP: allowsHTTP, of: "mine").map(\.description)
  }

  @Test(arguments: [
    "https://api.example.com", "https://api.example.com:8443/v1/", "https://10.0.0.1",
    "https://[2001:db8::1]:443", "https://my_host", "https://a.b.", "HTTPS://API.EXAMPLE.COM",
    "http://localhost:8080", "http://127.0.0.1", "http://[::1]:1", "https://xn--bcher-kva.example",
  ])
  func `an address that will do has none`(address: String) {
    #expect(problem(address) == nil)
  }

  @Test(arguments: [
    ("https://-a.example", #""-a.example" is no host name"#),
    ("https://a..example", #""a..example" is no host name"#),
    ("https://256.1.1.1", #""256.1.1.1" is no host name"#),
    ("https://1.2.3", #""1.2.3" is no host name"#),
    ("https://exa%20mple.com", #""exa%20mple.com" is no host name"#),
    ("https://api,example.com", #""api,example.com" is no host name"#),
    ("https://api.example.com:99999", "there is no such port"),
    ("https://api.example.com:0", "there is no such port"),
    ("https://", "this is no http or https address"),
    ("https:///v1", "this is no http or https address"),
    ("api.example.com", "this is no http or https address"),
    ("https://api.example.com\\@evil.example", "this is no http or https address"),
    ("https://me:pw@api.example.com", "an address may not hold a user name or a password"),
    ("https://api.example.com?key=1", "an address may not hold a query or a fragment"),
    ("https://api.example.com#top", "an address may not hold a query or a fragment"),
  ])
  func `an address that will not do says why`(address: String, why: String) {
    #expect(problem(address) == "\(why); write it like https://api.example.com")
  }

  @Test func `plain http is for this machine, or by permission`() {
    #expect(
      problem("http://api.example.com")
        == "plain http to api.example.com would show the credential to everyone; use https, "
        + "or say `allow_http: true` in source mine"
    )
    #expect(problem("http://api.example.com", allowsHTTP: true) == nil)
    #expect(problem("http://localhost.example.com") != nil)
  }
}
