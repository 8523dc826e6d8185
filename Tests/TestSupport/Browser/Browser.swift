public import Foundation

/// A headless Chromium that shows one page and is asked about it.
///
/// It speaks the DevTools protocol over two pipes, `--remote-debugging-pipe`: JSON objects, each ended by a zero
/// byte. What is evaluated runs beside the page's own policy, so that pages are looked at as they are.
public final class Browser {
  /// Why a page could not be looked at.
  public struct Failure: Error, CustomStringConvertible {
    /// What happened.
    public let description: String
  }

  /// How a page is shown.
  public struct View: Sendable {
    /// The width in pixels of CSS.
    public var width: Int
    /// Whether the reader prefers dark pages.
    public var isDark: Bool
    /// Whether the page is printed.
    public var isPrinted: Bool

    /// Creates a view.
    public init(width: Int, isDark: Bool = false, isPrinted: Bool = false) {
      self.width = width
      self.isDark = isDark
      self.isPrinted = isPrinted
    }
  }

  private let pipes: BrowserPipes
  private let folder: URL
  private var session = ""
  private var lastID = 0

  /// Starts the browser with an empty page.
  public init(_ command: InstalledCommand) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tally-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    pipes = try BrowserPipes([
      command.path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-extensions",
      "--no-first-run", "--hide-scrollbars", "--disable-background-networking",
      "--user-data-dir=\(folder.path())", "--remote-debugging-pipe", "about:blank",
    ])
    let target = try ask("Target.createTarget", ["url": "about:blank"])
    let attached = try ask(
      "Target.attachToTarget",
      ["targetId": target["targetId"] ?? "", "flatten": true]
    )
    session = attached["sessionId"] as? String ?? ""
  }

  deinit {
    pipes.end()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Shows a page.
  public func open(_ html: String) throws {
    let file = folder.appending(path: "page.html")
    try Data(html.utf8).write(to: file)
    _ = try ask("Page.navigate", ["url": file.absoluteString])
    let loaded = "new Promise(r => document.readyState == 'complete' ? r(1) : onload = () => r(1))"
    _ = try value(of: loaded)
  }

  /// Changes how the page is shown.
  public func show(_ view: View) throws {
    _ = try ask(
      "Emulation.setDeviceMetricsOverride",
      ["width": view.width, "height": 900, "deviceScaleFactor": 1, "mobile": false]
    )
    let scheme = ["name": "prefers-color-scheme", "value": view.isDark ? "dark" : "light"]
    let media = view.isPrinted ? "print" : "screen"
    _ = try ask("Emulation.setEmulatedMedia", ["media": media, "features": [scheme]])
  }

  /// What a script gives, which is JSON.
  public func evaluate<Value: Decodable>(_ script: String, as type: Value.Type) throws -> Value {
    let text = try value(of: "JSON.stringify(\(script))")
    return try JSONDecoder().decode(type, from: Data((text as? String ?? "").utf8))
  }

  /// A picture of the whole page as PNG.
  public func screenshot() throws -> Data {
    let reply = try ask(
      "Page.captureScreenshot",
      ["format": "png", "captureBeyondViewport": true]
    )
    return Data(base64Encoded: reply["data"] as? String ?? "") ?? Data()
  }

  private func value(of expression: String) throws -> Any? {
    let reply = try ask(
      "Runtime.evaluate",
      ["expression": expression, "awaitPromise": true, "returnByValue": true]
    )
    if let details = reply["exceptionDetails"] as? [String: Any] {
      let exception = details["exception"] as? [String: Any]
      throw Failure(description: "\(exception?["description"] ?? details)")
    }
    return (reply["result"] as? [String: Any])?["value"]
  }

  private func ask(_ method: String, _ parameters: [String: Any]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if !session.isEmpty { message["sessionId"] = session }
    try pipes.send(try JSONSerialization.data(withJSONObject: message))
    while true {
      // What is no answer to the question is an event that nobody waits for.
      let object = try JSONSerialization.jsonObject(with: try pipes.receive())
      guard let reply = object as? [String: Any], reply["id"] as? Int == lastID else { continue }
      if let error = reply["error"] { throw Failure(description: "\(method): \(error)") }
      return reply["result"] as? [String: Any] ?? [:]
    }
  }
}
