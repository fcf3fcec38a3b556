//! A person at a browser, or a program with a token: keeps cookies, follows redirects, fills in forms.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use entity::id::StaffId;
use http_body_util::BodyExt;
use serde_json::Value;
use tower::ServiceExt;

use super::app::PASSWORD;
use super::page::Page;

/// Somebody who uses the application.
pub struct Actor {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// The staff member's id, e-mail address and token.
    pub staff: Option<(StaffId, String, String)>,
}

/// What `/api/v1` answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub json: Value,
}

impl Actor {
    pub fn new(router: Router) -> Self {
        Self { router, cookies: BTreeMap::new(), staff: None }
    }

    /// The id of the staff member.
    pub fn id(&self) -> StaffId {
        self.staff.as_ref().expect("is staff").0
    }

    /// Signs in through the sign-in page.
    pub async fn sign_in(&mut self) {
        let email = self.staff.as_ref().expect("is staff").1.clone();
        let page = self.submit("/login?to=/account", &[("email", &email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::OK, "signed in: {}", page.text());
        assert_eq!(page.path, "/account");
    }

    /// Gives the device to a client for a rating, and shows what the client sees.
    pub async fn hand(&mut self, rating: &str) -> Page {
        self.press(rating, "Give the device").await
    }

    /// Takes the device back from a client, by the password.
    pub async fn take_back(&mut self) {
        let page = self.submit("/handed-back?to=/account", &[("password", PASSWORD)]).await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/account"), "taken back: {}", page.text());
    }

    /// Opens a page and follows its redirects.
    pub async fn get(&mut self, path: &str) -> Page {
        let mut page = self.send(Method::GET, path, None).await;
        for _ in 0..5 {
            let Some(to) = page.redirect() else { return page };
            page = self.send(Method::GET, &to, None).await;
        }
        panic!("{path} redirects without end");
    }

    /// Opens a page, fills in the form that has these fields, sends it and follows where it leads.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        let (action, body) = page.filled(fields);
        self.post(&action, &body).await
    }

    /// Opens a page and presses the button with this label.
    pub async fn press(&mut self, path: &str, label: &str) -> Page {
        let page = self.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.text());
        let (action, body) = page.pressed(label);
        self.post(&action, &body).await
    }

    /// Sends a form's fields without looking at the form, and follows where it leads.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let page = self.send(Method::POST, path, Some(fields)).await;
        match page.redirect() {
            Some(to) => self.get(&to).await,
            None => page,
        }
    }

    /// Sends a form with a file as its field `file`, as a browser does.
    pub async fn upload(&mut self, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Page {
        const EDGE: &str = "an-edge-that-no-file-holds";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let head = "content-disposition: form-data; name=\"file\"; filename=\"file.csv\"\r\ncontent-type: text/csv";
        body.extend(format!("--{EDGE}\r\n{head}\r\n\r\n").into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{EDGE}--\r\n").into_bytes());
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::post(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={EDGE}"));
        let request = request.body(Body::from(body)).expect("a well-formed request");
        let (status, headers, bytes) = self.call(request).await;
        self.keep_cookies(&headers);
        Page::new(path, status, headers, bytes)
    }

    async fn send(&mut self, method: Method, path: &str, fields: Option<&[(String, String)]>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("sec-fetch-dest", "document");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let body = fields.map(encode);
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).expect("a well-formed request");
        let (status, headers, bytes) = self.call(request).await;
        self.keep_cookies(&headers);
        Page::new(path, status, headers, bytes)
    }

    /// The status of a request without a body, as it is first answered.
    pub async fn bare(&mut self, method: Method, path: &str) -> StatusCode {
        let fields = (method == Method::POST).then_some(&[][..]);
        self.send(method, path, fields).await.status
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a readable cookie");
            let (name, rest) = cookie.split_once('=').expect("a named cookie");
            let value = rest.split(';').next().unwrap_or("");
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Calls `/api/v1` with the person's token.
    pub async fn api(&self, method: Method, path: &str, json: Option<Value>) -> Answer {
        self.api_with(method, path, json, &[]).await
    }

    /// The same with further headers.
    pub async fn api_with(&self, method: Method, path: &str, json: Option<Value>, more: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if let Some((_, _, token)) = &self.staff {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in more {
            request = request.header(*name, *value);
        }
        if json.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = json.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let (status, headers, bytes) = self.call(request.body(body).expect("a well-formed request")).await;
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, headers, json }
    }

    /// Sends a body as it is, with the person's cookies and token.
    pub async fn raw(&self, method: Method, path: &str, kind: Option<&str>, body: Vec<u8>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies.join("; "));
        if let Some((_, _, token)) = &self.staff {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let (status, headers, bytes) = self.call(request.body(Body::from(body)).expect("a well-formed request")).await;
        Page::new(path, status, headers, bytes)
    }

    /// Looks behind a link as a program does that shows it to nobody.
    pub async fn scan(&self, method: Method, path: &str) -> StatusCode {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        self.call(request.body(Body::empty()).expect("a well-formed request")).await.0
    }

    /// Sends any request as it is.
    pub async fn call(&self, request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        (parts.status, parts.headers, bytes)
    }
}

fn encode(fields: &[(String, String)]) -> String {
    let pair = |(name, value): &(String, String)| format!("{}={}", percent(name), percent(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    piiri::web::problem::encode(text)
}
