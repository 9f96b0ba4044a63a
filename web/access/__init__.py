"""Who looked: sign-ins, exports, downloads and checks, for administrators and auditors."""
