/// The report scripts that come with the product, inside the program itself.
enum ShippedScripts {
  /// A script.
  struct Script {
    let name: String
    let text: String
  }

  /// All of them, by name.
  static let all: [Script] = [
    Script(
      name: "spend-by-app.lua",
      text: String(decoding: PackageResources.spend_by_app_lua, as: UTF8.self)
    )
  ]
}
