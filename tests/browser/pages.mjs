// The pages that are looked at: who looks, at which path, and from there through which link (a CSS selector), for
// pages whose address holds an id. `client-link` is a client's own page.

export const pages = [
  { role: null, path: "/login" },
  { role: null, path: "/open" },
  { role: null, path: "/open", follow: "article h2 a" },
  { role: "leader", path: "/" },
  { role: "worker", path: "/" },
  { role: "manager", path: "/" },
  { role: "administrator", path: "/" },
  { role: "data_protection_officer", path: "/" },
];
