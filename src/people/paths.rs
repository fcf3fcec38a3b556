//! The addresses of signing in and of one's own account.

use axum_extra::routing::TypedPath;
use entity::id::{ApiTokenId, SignInId};
use serde::Deserialize;

/// The sign-in page.
#[derive(TypedPath, Deserialize)]
#[typed_path("/login")]
pub struct Login;

/// Takes this browser back from a client's hands, by the password.
#[derive(TypedPath, Deserialize)]
#[typed_path("/handed-back")]
pub struct HandedBack;

/// Signs this browser out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/logout")]
pub struct Logout;

/// One's own account: language, password, sign-ins and tokens.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account")]
pub struct Account;

/// One's own password, seen before anything else where somebody else knows it.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/password")]
pub struct Password;

/// Which of one's roles wait for somebody else to confirm them.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/waiting")]
pub struct RoleWaits;

/// Asks for a link to set one's password.
#[derive(TypedPath, Deserialize)]
#[typed_path("/password")]
pub struct AskPassword;

/// Sets one's password by a link that came by mail.
#[derive(TypedPath, Deserialize)]
#[typed_path("/password/{token}")]
pub struct SetPassword {
    /// The secret, of which only the hash is kept.
    pub token: String,
}

/// Changes the language of one's pages.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/language")]
pub struct AccountLanguage;

/// Chooses which messages come by themselves.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/messages")]
pub struct AccountMessages;

/// Signs every browser out.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/sign-out-everywhere")]
pub struct SignOutEverywhere;

/// Ends one sign-in.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/sign-ins/{id}/end", rejection(crate::error::Error))]
pub struct EndSignIn {
    pub id: SignInId,
}

/// Makes a token for `/api/v1`.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/tokens")]
pub struct Tokens;

/// Revokes a token.
#[derive(TypedPath, Deserialize)]
#[typed_path("/account/tokens/{id}/revoke", rejection(crate::error::Error))]
pub struct RevokeToken {
    pub id: ApiTokenId,
}
