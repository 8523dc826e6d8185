import Testing
import UsageModel
import UsageProviders

struct SecretTests {
  private let secret = Secret(Sample.marker)

  @Test func `a secret shows itself nowhere`() {
    var dumped = ""
    dump(Sample.shoal, to: &dumped)
    let request = HTTPRequest(
      url: "https://a.example",
      headers: [HTTPRequest.Header("X-Api-Key", Sample.marker)],
      body: Array(Sample.marker.utf8)
    )
    dump(request, to: &dumped)
    let shown =
      dumped + "\(secret)" + String(reflecting: secret) + "\(Sample.shoal)"
      + String(reflecting: Sample.shoal) + "\(request)" + String(reflecting: request)
    #expect(!shown.contains("MARK"))
    #expect("\(secret)" == "[secret]")
  }
}
