import Foundation
import LuaHost

/// Runs a user's script with a function and data of this program's own.
@main struct RunScript {
  static func main() async {
    let owners = ["mail": "Ada", "shop": "Grace", "wiki": "Ada"]
    let file = CommandLine.arguments.dropFirst().first ?? "owners.lua"
    do {
      var host = LuaSandbox(limits: LuaLimits(cpuTime: .seconds(1), memory: 32 << 20))
      host.onPrint = { line in print("the script says: \(line)") }
      try host.expose("apps", summary: "The apps that run today.", value: owners.keys.sorted())
      try host.expose("lookup_owner", summary: "Who looks after an app.", parameters: ["app"]) {
        (app: String) -> String? in owners[app]
      }
      let counts = try await host.run(
        String(contentsOfFile: file, encoding: .utf8),
        name: file,
        returning: [String: Int].self,
        deadline: .now + .seconds(5)
      )
      for (owner, count) in counts.sorted(by: { $0.key < $1.key }) {
        print("\(owner) looks after \(count)")
      }
    } catch {
      print(error)
      exit(1)
    }
  }
}
